#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Moments as HTTP writes them.
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`; `nil` for anything else.
    ///
    /// - Returns: seconds since 1970-01-01T00:00:00Z.
    package static func seconds(_ text: String) -> Double? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), (1...31).contains(day),
            let month = months.firstIndex(of: String(words[2])), let year = Int(words[3]), (1970...9999).contains(year)
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        var moment = tm()
        (moment.tm_year, moment.tm_mon, moment.tm_mday) = (Int32(year - 1900), Int32(month), Int32(day))
        (moment.tm_hour, moment.tm_min, moment.tm_sec) = (Int32(clock[0]), Int32(clock[1]), Int32(clock[2]))
        return Double(timegm(&moment))
    }

    /// How long `Retry-After` asks to wait: seconds, or a moment.
    package static func pause(_ text: String, now: Double) -> Double? {
        if let seconds = Int(text), seconds >= 0 { return Double(seconds) }
        return seconds(text).map { max($0 - now, 0) }
    }

    /// The time of the system, in seconds since 1970-01-01T00:00:00Z.
    package static var now: Double {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return Double(moment.tv_sec) + Double(moment.tv_nsec) / 1e9
    }
}
