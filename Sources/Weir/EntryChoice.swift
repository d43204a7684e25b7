/// Which file is read of an archive, as a person has said it.
struct EntryChoice {
    /// Its name in there; `nil` is the only one.
    var name: String?
    /// Where the name is said, for messages.
    var setting: String
}
