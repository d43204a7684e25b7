/// An index of keys in an array.
final class KeyHolder {
    var index: KeyIndex

    init(_ index: consuming KeyIndex) { self.index = index }
}
