internal import Logging
internal import Weir
internal import WeirModel

extension LogForm {
    /// A logger that writes to standard error in this form.
    func logger(label: String) -> Logger {
        var logger = Logger(label: label) { label in
            switch self {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = Environment["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0.lowercased()) } ?? .info
        return logger
    }
}

/// Writes each record as a JSON object on a line of standard error.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        var members: [Event.Member] = [
            .init("time", .string(ISOText.timestamp(RunClock.wallTime()))),
            .init("level", .string(event.level.rawValue)),
            .init("message", .string(event.message.description)),
        ]
        members += all.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value.description)) }
        var bytes: [UInt8] = []
        Event.Value.object(members).appendJSON(to: &bytes)
        StandardStream.error.print(String(decoding: bytes, as: UTF8.self))
    }
}
