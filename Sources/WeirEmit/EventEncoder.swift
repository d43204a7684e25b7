public import WeirModel

/// Writes events as JSON objects with `type`, `timestamp` and `data`.
public enum EventEncoder {
    /// One event on one line, without a line end.
    public static func encode(_ event: Event) -> [UInt8] {
        var bytes: [UInt8] = []
        Event.Value.object([
            Event.Member("type", .string(event.type.rawValue)),
            Event.Member("timestamp", .string(ISOText.timestamp(event.timestamp))),
            Event.Member("data", .object(event.data)),
        ]).appendJSON(to: &bytes)
        return bytes
    }
}
