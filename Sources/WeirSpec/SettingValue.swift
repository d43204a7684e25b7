/// A type that a setting can have.
///
/// A stage whose setting has several notations declares its own type: it reads a `SpecNode`, reports what it does not
/// understand, and says what it accepts.
public protocol SettingValue: Sendable {
    /// Reads a value, or reports what is wrong with it and returns nil.
    static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Self?

    /// What is accepted, for the reference page and for editors.
    static var shape: SettingShape { get }

    /// The value as it would be written in a pipeline file on one line, for the reference page and for editors;
    /// empty when there is nothing to show.
    var rendered: String { get }
}
