import WeirModel

/// How the server wants the values of a column in a binary COPY: what its receiving function reads.
///
/// Source of the forms: the functions `*_recv` of PostgreSQL, and chapter "Frontend/Backend Protocol" of its manual.
enum WireType: Sendable, Hashable {
    case int2, int4, int8
    case float4, float8
    case numeric
    case bool
    case date
    /// Microseconds, with or without a zone.
    case timestamp
    case time
    /// Text, of at most so many characters if there is a limit.
    case text(limit: Int?)
    /// JSON as text, with a version byte in front for `jsonb`.
    case json, jsonb
    case uuid
    case bytea

    /// The form of the columns that a receiving function reads; `nil` for one that is not known.
    ///
    /// - Parameter modifier: what the column says about its type in particular, as the catalog has it; -1 for nothing.
    init?(receiver: String, modifier: Int) {
        switch receiver {
        case "int2recv": self = .int2
        case "int4recv": self = .int4
        case "int8recv": self = .int8
        case "float4recv": self = .float4
        case "float8recv": self = .float8
        case "numeric_recv": self = .numeric
        case "boolrecv": self = .bool
        case "date_recv": self = .date
        case "timestamp_recv", "timestamptz_recv": self = .timestamp
        case "time_recv": self = .time
        case "varcharrecv", "bpcharrecv": self = .text(limit: modifier < 4 ? nil : modifier - 4)
        case "textrecv", "citextrecv", "enum_recv", "xml_recv": self = .text(limit: nil)
        case "namerecv": self = .text(limit: 63)
        case "json_recv": self = .json
        case "jsonb_recv": self = .jsonb
        case "uuid_recv": self = .uuid
        case "bytearecv": self = .bytea
        default: return nil
        }
    }

    /// Whether there are values of a kind that fit the form, and that the server refuses all the same.
    ///
    /// - Parameter type: how the values are held.
    func mayRefuse(_ type: ColumnType) -> Bool {
        switch self {
        case .numeric, .jsonb: true
        case .json: type != .json
        case .int2, .int4, .int8, .float4, .float8, .bool, .date, .timestamp, .time, .uuid, .bytea, .text: false
        }
    }

    /// Whether values that are held in this way can be written to the column without a change of what they mean.
    func takes(_ type: ColumnType) -> Bool {
        switch (self, type) {
        case (.text, _): true
        case (.int2, .integer), (.int4, .integer), (.int8, .integer), (.numeric, .integer), (.float8, .integer): true
        case (.int2, .boolean), (.int4, .boolean), (.int8, .boolean), (.bool, .boolean): true
        case (.float4, .number), (.float8, .number), (.numeric, .number): true
        case (.date, .date), (.timestamp, .date), (.timestamp, .datetime), (.time, .time): true
        case (.json, .json), (.jsonb, .json), (.json, .text), (.jsonb, .text): true
        case (.uuid, .text), (.bytea, .text): true
        default: false
        }
    }
}

extension ColumnInfo {
    /// The type that a new table has for the column, in SQL.
    var declaredType: String {
        switch type {
        case .integer: "bigint"
        case .number: "double precision"
        case .boolean: "boolean"
        case .date: "date"
        case .datetime: isLocal ? "timestamp" : "timestamptz"
        case .time: "time"
        case .json: "json"
        case .text, .list: "text"
        }
    }

    /// How the server wants the values of that type.
    var wireType: WireType {
        switch type {
        case .integer: .int8
        case .number: .float8
        case .boolean: .bool
        case .date: .date
        case .datetime: .timestamp
        case .time: .time
        case .json: .json
        case .text, .list: .text(limit: nil)
        }
    }
}
