/// What a pattern says, as a tree.
indirect enum PatternNode {
    /// One scalar out of a set.
    case set(ScalarSet)
    /// One after the other; nothing at all if there are none.
    case sequence([PatternNode])
    /// One of several.
    case alternatives([PatternNode])
    /// The same again, at least and at most so often; without end if there is no most.
    case repetition(PatternNode, least: Int, most: Int?)
}
