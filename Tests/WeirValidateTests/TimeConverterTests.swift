import Testing
import WeirModel
import WeirValidate

/// Dates and datetimes, hostile ones too.
@Suite struct TimeConverterTests {
    private func value(_ text: String, _ type: TableSchema.FieldType, _ format: String = "default") throws -> String? {
        let checked = try check("\"\(text)\"\n", [field("t", type) { $0.format = format }], policy: .keep)
        #expect(checked.violations.isEmpty == (checked.value(0, 0) != nil))
        return checked.value(0, 0)
    }

    @Test("every day of four centuries has its number")
    func allDays() throws {
        var texts: [String] = []
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for year in 1800..<2200 {
            for month in 1...12 {
                let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
                let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
                for day in 1...days { texts.append("\(year)-\(two(month))-\(two(day))") }
            }
        }
        let first = try #require(texts.firstIndex(of: "1970-01-01"))
        let checked = try check(texts.joined(separator: "\n"), [field("d", .date)], rectangular: true)
        #expect(checked.violations.isEmpty)
        #expect(texts.indices.allSatisfy { checked.value($0, 0) == String($0 - first) })
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "0000-00-00", "2023-02-31", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00",
            "99999-01-01",
            "2024-1-1", "20240101", "2024/01/01", "2024-01-01 ", "-024-01-01", "2024-01-0a", "2024-01-01T00:00:00", "",
        ])
    func badDates(text: String) throws {
        let dates = field("d", .date) { $0.missingValues = [] }
        #expect(try check("\"\(text)\"\n", [dates]).findings == ["0 0 type-error -"])
    }

    @Test(
        "a datetime is XSD's, in UTC where it has a zone",
        arguments: [
            ("1970-01-01T00:00:00", "0"), ("1970-01-01T00:00:00Z", "0"), ("1970-01-01T00:00:01.5Z", "1500000"),
            ("1969-12-31T23:59:59", "-1000000"), ("1970-01-01T01:00:00+01:00", "0"),
            ("1970-01-01T00:00:00-05:00", "18000000000"),
            ("1970-01-01T00:00:00-00:00", "0"), ("1970-01-01T00:00:00.123456789", "123456"),
            ("1970-01-01T14:00:00+14:00", "0"), ("2013-01-01T05:00:00Z", "1357016400000000"),
            ("1970-01-01T00:00:00.1234567890", nil), ("1970-01-01T14:01:00+14:01", nil), ("1970-01-01T24:00:00", nil),
            ("2016-12-31T23:59:60Z", nil), ("1970-01-01T00:60:00", nil), ("1970-01-01 00:00:00", nil),
            ("1970-01-01T00:00", nil), ("1970-01-01T00:00:00.", nil), ("1970-01-01T00:00:00z", nil),
            ("1970-01-01T00:00:00+0100", nil), ("1970-01-01T00:00:00ZZ", nil), ("1970-02-30T00:00:00", nil),
            ("99999-01-01T00:00:00", nil), ("0000-01-01T00:00:00", nil),
        ] as [(String, String?)])
    func datetimes(text: String, value: String?) throws {
        #expect(try self.value(text, .datetime) == value)
    }

    @Test(
        "strptime patterns are read step by step",
        arguments: [
            ("%d/%m/%Y", "1/2/1970", "31"), ("%d/%m/%Y", "31/12/1969", "-1"), ("%Y%m%d", "19700102", "1"),
            ("%Y%m%d", "1970012", "1"), ("%Y%m%d", "197012", nil), ("%b %d, %Y", "Jan 02, 1970", "1"),
            ("%d %B %Y", "2 JANUARY 1970", "1"),
            ("%y-%j", "70-365", "364"), ("%y-%j", "70-366", nil), ("%D", "01/02/70", "1"), ("%F", "1970-01-02", "1"),
            ("%d.%m.%Y", "30.02.1970", nil), ("%d.%m.%Y", "02.01.1970x", nil), ("%%%Y", "%1970", "0"),
            ("fmt:%Y", "1971", "365"),
        ] as [(String, String, String?)])
    func datePatterns(format: String, text: String, value: String?) throws {
        #expect(try self.value(text, .date, format) == value)
    }

    @Test(
        "patterns know the time of day and the zone",
        arguments: [
            ("%Y-%m-%d %H:%M:%S.%f", "1970-01-01 00:00:01.25", "1250000"),
            ("%F %T %z", "1970-01-01 01:00:00 +0100", "0"),
            ("%F %I:%M %p", "1970-01-01 12:00 AM", "0"), ("%F %I:%M %p", "1970-01-01 12:01 pm", "43260000000"),
            ("%F %I:%M %p", "1970-01-01 13:00 PM", nil), ("%F %T %Z", "1970-01-01 00:00:00 GMT", "0"),
            ("%F %T %Z", "1970-01-01 00:00:00 CET", nil), ("%F %T", "1970-01-01   00:00:60", nil),
        ] as [(String, String, String?)])
    func datetimePatterns(format: String, text: String, value: String?) throws {
        #expect(try self.value(text, .datetime, format) == value)
    }

    @Test("the format any is a short list of ISO forms")
    func anyForms() throws {
        for text in ["1970-01-02", "1970/01/02", "19700102"] { #expect(try value(text, .date, "any") == "1") }
        for text in ["02.01.1970", "1970-01/02", "1970-1-2", "1970-01-02T"] {
            #expect(try value(text, .date, "any") == nil)
        }
        for text in ["1970-01-01T00:01", "1970-01-01 00:01:00", "19700101T000100Z", "1970/01/01 01:01:00.0+01:00"] {
            #expect(try value(text, .datetime, "any") == "60000000")
        }
    }
}
