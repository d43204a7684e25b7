import Testing

@testable import WeirParse

@Suite("Number formats")
struct NumberFormatTests {
    @Test(
        "codes that show days, times or both",
        arguments: [
            ("yyyy\\-mm\\-dd", NumberFormat.date), ("DD/MM/YY", .date), ("m\"M\"d\"D\";@", .date), ("mmm-yy", .date),
            ("d-mmm", .date), ("[$-409]mmmm\\ d\\,\\ yyyy;@", .date), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", .date),
            ("[$-404]e\"\u{fc}\"m\"\u{fc}\"d\"\u{fc}\"", .date), ("m", .date), ("y", .date), ("[Red]d", .date),
            ("h:mm", .time), ("hh:mm:ss", .time), ("mm:ss", .time), ("mm:ss.0", .time), ("h:mm AM/PM", .time),
            ("ha/p\\m", .time), ("hh", .time), ("ss", .time), ("h\" h \"mm", .time), ("[$-409]h:mm\\ AM/PM;@", .time),
            ("yyyy-mm-dd hh:mm", .dateTime), ("m/d/yyyy h:mm", .dateTime), ("d/m/yy\\ h:mm:ss;@", .dateTime),
            ("dd.mm.yyyy\\ hh:mm:ss.000", .dateTime), ("yyyy\\-mm\\-dd\\Thh:mm:ss", .dateTime),
            ("[h]:mm:ss", .duration), ("[hh]:mm", .duration), ("[mm]:ss", .duration), ("[ss].00", .duration),
            ("[>=100][Magenta][s].00", .duration), ("[H]:MM", .duration),
        ])
    func dates(code: String, expected: NumberFormat) {
        #expect(NumberFormat(code: code) == expected)
    }

    @Test(
        "codes that show numbers",
        arguments: [
            "General", "GENERAL", "Standard", "@", "0", "0.00", "#,##0", "0%", "0.00E+00", "##0.0E+0", "# ?/?",
            "[Red]0",
            "[$-409]0", "[$EUR] 0.00", "[$\u{20AC}-407]#,##0.00", "\"Y: \"0.00\"m\"", "\\Y000000", "#,##0*y", "0_d",
            "0_)",
            "\"\"0", "[Blue][>10]0", "0;[Red]-0;\"day\"", "0;yyyy", "0000.0", "00-00", "_-* #,##0.00_-",
            "[=1]\"yes\";\"no\"", "",
            "\"unclosed d", "[unclosed d", "\\",
        ])
    func numbers(code: String) {
        #expect(NumberFormat(code: code) == .number)
    }

    @Test("codes of nothing but zeros fill a number up to so many digits")
    func digits() {
        #expect(NumberFormat(code: "00") == .digits(2))
        #expect(NumberFormat(code: "00000") == .digits(5))
        #expect(NumberFormat(code: "00000;@") == .digits(5))
        #expect(NumberFormat(code: String(repeating: "0", count: 32)) == .digits(32))
        for code in ["0", "0;00", String(repeating: "0", count: 33)] { #expect(NumberFormat(code: code) == .number) }
    }

    @Test("formats that every program knows")
    func builtIn() {
        for id in 0...13 { #expect(NumberFormat(builtIn: id) == .number) }
        for id in 14...17 { #expect(NumberFormat(builtIn: id) == .date) }
        for id in 18...21 { #expect(NumberFormat(builtIn: id) == .time) }
        #expect(NumberFormat(builtIn: 22) == .dateTime)
        for id in 37...44 { #expect(NumberFormat(builtIn: id) == .number) }
        #expect(NumberFormat(builtIn: 45) == .time)
        #expect(NumberFormat(builtIn: 46) == .duration)
        #expect(NumberFormat(builtIn: 47) == .time)
        for id in [48, 49, 59, 70, 82, 163, 1000, -1] { #expect(NumberFormat(builtIn: id) == .number) }
        for id in [27, 36, 50, 58] { #expect(NumberFormat(builtIn: id) == .dateOrTime) }
    }
}
