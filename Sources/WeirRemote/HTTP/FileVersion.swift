internal import NIOHTTP1

/// What a server says by which a file is known again.
struct FileVersion: Sendable, Hashable {
    /// The tag of this version, in its quotes, with `W/` in front if it stands for equivalent versions too.
    var tag: String?
    /// When it was last changed, as the server writes it.
    var date: String?

    /// Reads it from the headers of an answer.
    init(_ headers: HTTPHeaders) {
        tag = headers.first(name: "etag").flatMap { $0.isEmpty ? nil : $0 }
        date = headers.first(name: "last-modified").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether there is nothing.
    var isEmpty: Bool { tag == nil && date == nil }

    /// What asks for a part of this version only, and for all of any other.
    var condition: String? { tag.flatMap { $0.hasPrefix("W/") ? nil : $0 } ?? date }

    /// Whether an answer is of this version; `nil` if it does not say.
    func isSame(as other: FileVersion) -> Bool? {
        if let tag, let otherTag = other.tag { return tag == otherTag }
        if let date, let otherDate = other.date { return date == otherDate }
        return nil
    }
}
