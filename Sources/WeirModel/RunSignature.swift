/// What two runs have in common if they give the same rows: the settings that decide about rows, and the input.
public struct RunSignature: Sendable, Hashable {
    /// A hash of the settings.
    public var settings: String
    /// A hash of the size, the first and the last bytes of each input; `nil` where one cannot be looked at twice, as a
    /// pipe cannot.
    public var input: String?

    /// Makes a signature.
    public init(settings: String = "", input: String? = nil) {
        self.settings = settings
        self.input = input
    }
}
