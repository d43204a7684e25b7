import Testing
import WeirModel

@Suite struct ISOTextTests {
    private func date(_ days: Int64) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ISOText.maximumLength) { room in
            String(decoding: room[..<ISOText.writeDate(days: days, to: room.baseAddress!)], as: UTF8.self)
        }
    }

    private func dateTime(_ microseconds: Int64) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ISOText.maximumLength) { room in
            let count = ISOText.writeDateTime(microseconds: microseconds, to: room.baseAddress!)
            return String(decoding: room[..<count], as: UTF8.self)
        }
    }

    private func time(_ microseconds: Int64) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ISOText.maximumLength) { room in
            String(decoding: room[..<ISOText.write(microseconds, as: .time, to: room.baseAddress!)], as: UTF8.self)
        }
    }

    @Test("each day of 2,400 years is what counting day by day gives")
    func everyDay() {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(width - "\(number)".count, 0)) + "\(number)"
        }
        // 0000-01-01 is 719,528 days before 1970-01-01.
        var day = Int64(-719_528)
        for year in 0..<2400 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for dayOfMonth in 1...length {
                    let expected = "\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(dayOfMonth, 2))"
                    if date(day) != expected { Issue.record("\(day) is \(date(day)), not \(expected)") }
                    day += 1
                }
            }
        }
    }

    @Test("years beyond four digits have a sign, and no value traps")
    func extremes() {
        #expect(date(2_932_897) == "+010000-01-01")
        #expect(date(-719_529) == "-000001-12-31")
        for value in [Int64.min, .min + 1, .max, .max - 1] {
            #expect(date(value).utf8.count <= ISOText.maximumLength)
            #expect(dateTime(value).utf8.count <= ISOText.maximumLength)
            #expect(time(value).utf8.count <= ISOText.maximumLength)
        }
    }

    @Test(
        "a time of day has a fraction only where there is one",
        arguments: [
            (0, "1970-01-01T00:00:00"), (-1, "1969-12-31T23:59:59.999999"), (250_000, "1970-01-01T00:00:00.25"),
            (86_399_000_001, "1970-01-01T23:59:59.000001"),
        ] as [(Int64, String)]
    )
    func times(_ microseconds: Int64, _ expected: String) {
        #expect(dateTime(microseconds) == expected)
        let ofDay = microseconds < 0 ? microseconds + 86_400_000_000 : microseconds
        #expect(time(ofDay) == String(expected.dropFirst("1970-01-01T".count)))
    }

    @Test("a timestamp is UTC with milliseconds")
    func timestamps() {
        #expect(ISOText.timestamp(0) == "1970-01-01T00:00:00.000Z")
        #expect(ISOText.timestamp(1_767_225_599.9999) == "2025-12-31T23:59:59.999Z")
        #expect(ISOText.timestamp(.nan) == "1970-01-01T00:00:00.000Z")
    }
}
