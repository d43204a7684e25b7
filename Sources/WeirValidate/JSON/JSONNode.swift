/// One value of a JSON text, or the name of a member, as an entry of a tape.
struct JSONNode: Sendable {
    enum Kind: UInt8, Sendable {
        case object, array, string, number, yes, no, null
        /// The name of a member; its value is the next entry.
        case name

        /// What it is as a value: a name is a string.
        var ofValue: Kind { self == .name ? .string : self }
    }

    var kind: Kind
    /// Of a string or a name: whether there is a backslash in it.
    var hasEscapes = false
    /// The first byte; of a string the one behind its quote.
    var start: UInt32
    /// The place behind the last byte; of a string that of its closing quote.
    var end: UInt32
    /// The entry behind this one and all that is in it.
    var next: UInt32
    /// The number of members or items.
    var count: UInt32 = 0
    /// The entry that this one is in; -1 for the outermost.
    var parent: Int32
}
