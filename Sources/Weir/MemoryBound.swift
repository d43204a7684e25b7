internal import WeirFlow
internal import WeirModel
internal import WeirSpec

/// The most memory that a run can take, by what takes it.
///
/// Each part is what the stages hold when every cell of the input is as short as a cell can be; real tables stay far
/// below.
public struct MemoryBound: Sendable, Hashable {
    /// The program itself: its code, its threads, the libraries and the page cache of a database.
    public static let programBytes = 32 << 20
    /// The most that a record takes while it is read, for each of its bytes: its text twice, and the place of each cell.
    private static let recordFactor = 16

    /// Data on its way through the stages, unused buffers included, in bytes.
    public var data: Int
    /// What is wrong with that data, if something is wrong with every value of it, in bytes.
    public var issues: Int
    /// The keys that must be told apart, in bytes.
    public var keys: Int

    /// All of it, in bytes.
    public var total: Int { Self.programBytes + data + issues + keys }

    /// Adds up what the stages can hold.
    ///
    /// - Parameters:
    ///   - plan: the graph, with the limit of each edge.
    ///   - columns: how many columns the table has, or may have.
    ///   - issuesPerValue: how many issues a value can have, on average over the columns of a row.
    ///   - keyBytesPerRow: the memory that the keys of a row take in a batch.
    ///   - keys: the memory for keys that must be told apart.
    init(
        plan: FlowPlan, limits: LimitSettings, columns: Int, issuesPerValue: Double, keyBytesPerRow: Int, keys: Int
    ) {
        let batchBytes = limits.bytesPerBatch
        let chunk = max(batchBytes, 512 << 10)
        // A batch has at least 64 records, however wide they are.
        let values = max(batchBytes / 2, 64 * columns)
        let records = max(batchBytes * 6, batchBytes + values * 8)
        // 8 bytes for a value, 8 for the place of its text, 1 for whether there is one, and 4 for the place of its cell.
        let checked = batchBytes + values * 21 + batchBytes / 4 * keyBytesPerRow
        let violations = Int(Double(values * MemoryLayout<Violation>.stride) * max(issuesPerValue, 1))
        var (data, held, workers) = (limits.memory.bytes / 2 + Self.recordFactor * limits.recordBytes.bytes, 1, 0)
        for node in plan.nodes {
            let edge = node.edgeBytes ?? 0
            switch node.name {
            case "read": data += chunk + max(edge, chunk)
            case "decode": data += 3 * chunk + max(edge, chunk)
            case "parse": data += records + max(edge, records)
            case "validate":
                data += node.slots * checked + max(edge, checked)
                held += node.slots + 1
                workers = node.workers
            default: data += checked
            }
        }
        self.data = data
        // A list that grows takes room for the next half, and has the old room until it has moved.
        issues = held * violations * 3 / 2 + workers * violations
        self.keys = keys
    }
}
