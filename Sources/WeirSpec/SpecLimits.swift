/// What a pipeline file may be at most.
///
/// People write files far below this; only an attack is above.
enum SpecLimits {
    /// The length of a file, in bytes.
    static var fileSize: Int { 4 << 20 }
    /// How deep values may be nested.
    static var depth: Int { 64 }
    /// How many values there may be in all, with each alias counted as what it stands for.
    static var nodes: Int { 100_000 }
    /// How many files may be loaded by `$ref`.
    static var references: Int { 100 }
}
