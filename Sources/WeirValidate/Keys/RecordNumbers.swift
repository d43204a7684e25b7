import WeirModel

/// Counts the records of all sources of a run in one sequence.
struct RecordNumbers {
    private var starts: [(source: Int, start: Int)] = []
    private var next = 0

    /// Takes in the next batch.
    ///
    /// - Returns: the number of its first record, from 0.
    mutating func begin(_ records: RecordBatch) -> Int {
        if starts.last?.source != records.source { starts.append((records.source, next - records.firstRecord)) }
        let first = (starts.last?.start ?? 0) + records.firstRecord
        next = first + records.rowCount
        return first
    }

    /// The source of a record, and its number there, from 0.
    func place(of number: Int) -> (source: Int, record: Int) {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle].start <= number { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return (0, number) }
        return (starts[low - 1].source, number - starts[low - 1].start)
    }
}
