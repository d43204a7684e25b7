import Testing
import WeirModel
import WeirSpec

@testable import WeirWrite

@Suite("The forms of delimited text")
struct CSVFormTests {
    private func written(_ change: (inout CSVSinkSettings) -> Void, _ texts: [String], name: String = "a") -> String {
        var settings = CSVSinkSettings()
        change(&settings)
        let pool = BufferPool()
        let encoder = CSVEncoder(form: settings.form, pool: pool)
        let columns = [ColumnInfo(name: name, type: .text, required: false)]
        var text = encoder.header(columns).text
        for cell in texts {
            let bytes = Bytes(copying: cell.utf8, pool: pool)
            text += bytes.withUnsafeBufferPointer { encoder.line(of: $0) }
        }
        return text
    }

    @Test("a text that a spreadsheet would take for a formula is marked, and no other")
    func formulas() {
        let texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=1", "", "'=", "=a\"b"]
        let plain = written({ _ in }, texts, name: "=n")
        #expect(plain == "=n\n=1+1\n+1\n-1\n@x\n\tx\n\"\rx\"\na=1\n\"\"\n'=\n\"=a\"\"b\"\n")
        let guarded = written({ $0.spreadsheet = true }, texts, name: "=n")
        let rows = [
            "\"'=n\"", "\"'=1+1\"", "\"'+1\"", "\"'-1\"", "\"'@x\"", "\"'\tx\"", "\"'\rx\"", "a=1", "\"\"", "'=",
            "\"'=a\"\"b\"",
        ]
        #expect(guarded == "\u{FEFF}" + rows.map { $0 + "\r\n" }.joined())
    }

    @Test("quotes, escapes, line ends and the text for no value are as the settings say")
    func dialects() {
        let texts = ["a'b", "x|y", "\\", "\\N", "\"", "line\nend"]
        let text = written(
            {
                $0.delimiter = "|"
                $0.quoteChar = "'"
                $0.escapeChar = "\\"
                $0.lineTerminator = "\r\n"
                $0.header = false
            }, texts)
        #expect(text == ["'a\\'b'", "'x|y'", "'\\\\'", "'\\\\N'", "\"", "'line\nend'"].map { $0 + "\r\n" }.joined())
        #expect(written({ $0.nullSequence = "NA" }, ["NA", "NAN", ""]) == "a\n\"NA\"\nNAN\n\"\"\n")
    }

    @Test("settings that cannot be told apart when they are read are refused")
    func problems() {
        func problems(_ change: (inout CSVSinkSettings) -> Void) -> [String] {
            var settings = CSVSinkSettings()
            settings.path = "x.csv"
            change(&settings)
            return settings.problems().map(\.setting)
        }
        #expect(problems { _ in }.isEmpty)
        #expect(problems { $0.quoteChar = "," } == ["quoteChar"])
        #expect(problems { $0.escapeChar = "\"" } == ["escapeChar"])
        #expect(problems { $0.quoteChar = "" } == ["quoteChar"])
        #expect(problems { $0.lineTerminator = "\r" } == ["lineTerminator"])
        #expect(problems { $0.nullSequence = "a,b" } == ["nullSequence"])
        for text in ["0", "-1.5", "nan", "true"] { #expect(problems { $0.nullSequence = text } == ["nullSequence"]) }
        #expect(problems { $0.nullSequence = "\\N" }.isEmpty)
    }
}

extension CSVEncoder {
    /// A row of one text.
    fileprivate func line(of cell: UnsafeBufferPointer<UInt8>) -> String {
        var text = RowText(capacity: 16, pool: pool)
        append(cell, to: &text)
        endLine(&text)
        return text.freeze().text
    }
}
