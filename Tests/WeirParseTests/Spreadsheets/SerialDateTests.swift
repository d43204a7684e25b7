import Testing

@testable import WeirParse

@Suite("Dates that are stored as numbers")
struct SerialDateTests {
    private func text(_ serial: Double, _ format: NumberFormat, is1904: Bool = false) -> String? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SerialDate.mostBytes) { room in
            guard let target = room.baseAddress,
                let count = SerialDate(is1904: is1904).write(serial, as: format, to: target)
            else { return nil }
            return String(decoding: room[..<count], as: UTF8.self)
        }
    }

    @Test(
        "the usual system, with the day that never was",
        arguments: [
            (1.0, NumberFormat.date, "1900-01-01"), (59, .date, "1900-02-28"), (60, .date, "1900-02-29"),
            (61, .date, "1900-03-01"), (45351, .date, "2024-02-29"), (2_958_465, .date, "9999-12-31"),
            (0, .date, "1900-01-00"), (0.5, .dateTime, "1900-01-00T12:00:00"), (0, .time, "00:00:00"),
            (45351.5, .dateTime, "2024-02-29T12:00:00"), (45351, .dateTime, "2024-02-29T00:00:00"),
            (45351.5, .date, "2024-02-29T12:00:00"), (0.999988426, .time, "23:59:59"), (0.5, .time, "12:00:00"),
            (1.5, .time, "1900-01-01T12:00:00"), (0.5, .dateOrTime, "12:00:00"), (45351, .dateOrTime, "2024-02-29"),
            (45351.25, .dateOrTime, "2024-02-29T06:00:00"), (43831.0000115741, .dateTime, "2020-01-01T00:00:01"),
            (41235.45578, .dateTime, "2012-11-22T10:56:19.392"), (44197.999999999, .dateTime, "2021-01-02T00:00:00"),
            (0.1234567, .time, "02:57:46.659"), (0.9999999999, .time, "00:00:00"),
        ])
    func usual(serial: Double, format: NumberFormat, expected: String) {
        #expect(text(serial, format) == expected)
    }

    @Test(
        "the system of 1904",
        arguments: [
            (0.0, NumberFormat.date, "1904-01-01"), (1, .date, "1904-01-02"), (-1, .date, "1903-12-31"),
            (43889, .date, "2024-02-29"), (43889.75, .dateTime, "2024-02-29T18:00:00"),
            (2_957_003, .date, "9999-12-31"),
            (-0.25, .dateTime, "1903-12-31T18:00:00"), (0.5, .time, "12:00:00"), (-1462, .date, "1899-12-30"),
        ])
    func other(serial: Double, format: NumberFormat, expected: String) {
        #expect(text(serial, format, is1904: true) == expected)
    }

    @Test("numbers that are no date", arguments: [-1.0, -0.001, 2_958_466, 1e300, .infinity, .nan])
    func none(serial: Double) {
        for format in [NumberFormat.date, .time, .dateTime, .dateOrTime] { #expect(text(serial, format) == nil) }
        #expect(text(2_957_004, .date, is1904: true) == nil)
    }

    @Test(
        "lengths of time",
        arguments: [
            (26.5 / 24, "26:30:00"), (0.5, "12:00:00"), (0.0, "0:00:00"), (-0.25, "-6:00:00"), (1.0 / 86400, "0:00:01"),
            (1.5 / 86400, "0:00:01.5"), (365.0, "8760:00:00"), (0.99999999999, "24:00:00"),
        ])
    func durations(serial: Double, expected: String) {
        #expect(text(serial, .duration) == expected)
    }
}
