/// A page of a list: its entries under the name of the list, and where the next page begins.
struct PageView<Entry: Encodable>: Encodable {
    private let name: String
    private let entries: [Entry]
    private let nextCursor: String?

    /// Makes a page of what was found.
    ///
    /// - Parameters:
    ///   - name: what the list is called.
    ///   - found: as many entries as the page has, and one more if there is a next page.
    ///   - place: what finds an entry again.
    ///   - entry: how an entry is shown.
    init<Found>(
        _ name: String, _ found: [Found], limit: Int, place: (Found) -> String, as entry: (Found) -> Entry
    ) {
        let page = found.prefix(limit)
        self.name = name
        entries = page.map(entry)
        nextCursor = found.count > limit ? page.last.map { Cursor.text(after: place($0)) } : nil
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(entries, forKey: Key(stringValue: name))
        try container.encode(nextCursor, forKey: Key(stringValue: "next_cursor"))
    }
}
