import WeirModel
import WeirValidate

/// Sampled records, and their cells as texts.
struct SampleBatch: Sendable {
    /// The records, under labels of our own: `c0`, `c1` and so on.
    let records: RecordBatch
    /// Whether each record is sound: the right number of cells, no quote and no byte out of place.
    let isSound: [Bool]
    private let texts: CheckedBatch

    /// Reads all cells as texts.
    init(_ records: RecordBatch, width: Int, pool: BufferPool) throws {
        var named = records
        let labels = (0..<width).map(Self.label)
        named.header = TableHeader(labels: labels, isPresent: true, prologue: [], line: 1, fieldCount: width)
        let fields = labels.map { TableSchema.Field(name: $0, type: .string) }
        let plan = try ValidationPlan(schema: TableSchema(fields: fields, missingValues: []))
        texts = try Validator(plan: plan, pool: pool)(named)
        self.records = named
        isSound = texts.accepted.withUnsafeBufferPointer { $0.map { $0 != 0 } }
    }

    /// The label of a column.
    static func label(_ column: Int) -> String { "c\(column)" }

    /// The columns, to be checked as something else.
    var width: Int { texts.columns.count }

    /// Lends the texts of a column, one sound record after the other.
    func forEachText(of column: Int, _ body: (_ row: Int, _ text: UnsafeBufferPointer<UInt8>) -> Void) {
        guard texts.columns.indices.contains(column) else { return }
        let slices = texts.columns[column].slices
        texts.records.bytes.withUnsafeBufferPointer { bytes in
            texts.arena.withUnsafeBufferPointer { arena in
                slices.withUnsafeBufferPointer { slices in
                    for row in isSound.indices where isSound[row] {
                        let slice = slices[row]
                        let home = slice.isInArena ? arena : bytes
                        let start = slice.offset
                        body(row, UnsafeBufferPointer(rebasing: home[start..<start + Int(slice.count)]))
                    }
                }
            }
        }
    }

    /// The text of a cell.
    func text(row: Int, column: Int) -> String {
        guard texts.columns.indices.contains(column), isSound.indices.contains(row) else { return "" }
        let slice = texts.columns[column].slices[row]
        let home = slice.isInArena ? texts.arena : texts.records.bytes
        return home[slice.offset..<slice.offset + Int(slice.count)].text
    }
}
