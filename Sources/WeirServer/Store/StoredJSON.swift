internal import Foundation

/// Values that the store keeps as JSON, because nothing is looked up by them.
enum StoredJSON {
    static func text(of value: some Encodable) -> String {
        (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    static func value<Value: Decodable>(_ type: Value.Type, of text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
