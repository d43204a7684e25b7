internal import WeirModel
internal import WeirSpec

/// A setting that remembers where it is written, for messages that come later.
struct Placed<Value: SettingValue>: SettingValue {
    /// The value.
    var value: Value
    /// Where it is written.
    var position: WeirError.Position

    static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Placed<Value>? {
        Value.read(node, &reader).map { Placed(value: $0, position: node.position) }
    }

    static var shape: SettingShape { Value.shape }

    var rendered: String { value.rendered }
}
