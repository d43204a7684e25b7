/// Which cell of a record each member of a JSON object becomes.
public struct MemberNames: Sendable {
    /// How many cells a record has; 0 if the members of the data decide.
    let cellCount: Int
    /// Whether a member that is no cell is an issue.
    let refusesOthers: Bool
    /// The cell of a member by its name.
    let cell: @Sendable (String) -> Int?

    /// The members of the data itself: those of its first objects.
    public static var ofData: MemberNames { MemberNames(cellCount: 0, refusesOthers: true) { _ in nil } }

    /// Names cells.
    ///
    /// - Parameters:
    ///   - cellCount: how many cells a record has.
    ///   - refusesOthers: whether a member that has no cell is an issue; else it is left out.
    ///   - cell: the cell of a member, from 0; asked about once for each name.
    public init(cellCount: Int, refusesOthers: Bool, cell: @escaping @Sendable (String) -> Int?) {
        self.cellCount = cellCount
        self.refusesOthers = refusesOthers
        self.cell = cell
    }
}
