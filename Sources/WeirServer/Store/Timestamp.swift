internal import GRDB
internal import WeirModel

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A moment, in milliseconds since 1970-01-01T00:00:00Z: a number in the store, a text such as
/// `2026-01-31T12:00:00.250Z` outside.
struct Timestamp: Sendable, Hashable, Comparable, Encodable {
    var milliseconds: Int64

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The time of the system.
    static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    /// The moment so many seconds later.
    func adding(seconds: Double) -> Timestamp {
        Timestamp(milliseconds: milliseconds &+ Int64(min(max(seconds, -1e9), 1e9) * 1000))
    }

    /// How many seconds have passed since another one.
    func seconds(since other: Timestamp) -> Double { Double(milliseconds &- other.milliseconds) / 1000 }

    /// The text.
    var text: String { ISOText.timestamp(Double(milliseconds) / 1000) }

    static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Timestamp: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { milliseconds.databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Timestamp? {
        Int64.fromDatabaseValue(value).map { Timestamp(milliseconds: $0) }
    }
}
