internal import Foundation

/// Where a page of a list begins: an opaque text for the client, the last entry of the page before for us.
enum Cursor {
    static func text(after entry: String) -> String {
        Data(entry.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }

    /// The entry.
    ///
    /// - Throws: `server.badRequest`.
    static func entry(of text: String?) throws(ServiceProblem) -> String? {
        guard let text else { return nil }
        var padded = text.replacing("-", with: "+").replacing("_", with: "/")
        while padded.utf8.count % 4 != 0 { padded += "=" }
        guard text.utf8.count <= 200, let data = Data(base64Encoded: padded),
            let entry = String(data: data, encoding: .utf8),
            !entry.isEmpty, Cursor.text(after: entry) == text
        else { throw .badRequest("cursor is not one of this server.") }
        return entry
    }
}
