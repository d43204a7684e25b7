internal import Foundation

/// A flat JSON object of texts, numbers, truths and nulls, as it was written.
struct JSONObject: Codable, Sendable {
    /// A value.
    enum Value: Codable, Sendable {
        case text(String)
        case whole(Int)
        case number(Double)
        case truth(Bool)
        case null

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let whole = try? container.decode(Int.self) {
                self = .whole(whole)
            } else if let truth = try? container.decode(Bool.self) {
                self = .truth(truth)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .null
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .whole(let whole): try container.encode(whole)
            case .number(let number): try container.encode(number)
            case .truth(let truth): try container.encode(truth)
            case .null: try container.encodeNil()
            }
        }

        /// The text, if it is one.
        var text: String? {
            if case .text(let text) = self { return text }
            return nil
        }
    }

    /// The members by their names.
    var members: [String: Value] = [:]

    /// Reads one; of a text that is none there are no members.
    init(text: String) {
        members = (try? JSONDecoder().decode([String: Value].self, from: Data(text.utf8))) ?? [:]
    }

    init(from decoder: any Decoder) throws { members = try [String: Value](from: decoder) }

    func encode(to encoder: any Encoder) throws { try members.encode(to: encoder) }
}
