import WeirModel

/// The keys of a batch as plain addresses, lent for the time of one call.
struct LentKeys {
    /// See `KeyColumn.words`.
    let words: UnsafeBufferPointer<UInt64>
    /// See `KeyColumn.extras`.
    let extras: UnsafeBufferPointer<UInt32>
    /// See `KeyColumn.validity`.
    let validity: UnsafeBufferPointer<UInt8>
    /// Whether equal words are equal keys for certain.
    let isExact: Bool

    /// Lends columns of keys.
    static func lend<Result>(
        _ columns: ArraySlice<KeyColumn>, _ lent: [LentKeys] = [], _ body: ([LentKeys]) throws -> Result
    ) throws -> Result {
        guard let column = columns.first else { return try body(lent) }
        return try column.words.withUnsafeBufferPointer { words in
            try column.extras.withUnsafeBufferPointer { extras in
                try column.validity.withUnsafeBufferPointer { validity in
                    let keys = LentKeys(words: words, extras: extras, validity: validity, isExact: column.isExact)
                    return try lend(columns.dropFirst(), lent + [keys], body)
                }
            }
        }
    }
}
