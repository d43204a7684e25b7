internal import WeirModel

extension RecordBatch {
    /// Adds the encoding faults of the batch's bytes to the rows that they are in; one in a comment or a blank line
    /// concerns nobody.
    mutating func addEncodingFaults(_ encodingFaults: [EncodingFault]) {
        guard !encodingFaults.isEmpty, rowCount > 0 else { return }
        for fault in encodingFaults {
            let position = fault.offset - byteOffset
            guard let row = row(containing: position) else { continue }
            faults.append(
                RecordFault(
                    row: row,
                    column: -1,
                    code: .encodingError,
                    valueRange: recordRange(ofRow: row),
                    byteOffset: fault.storedOffset
                )
            )
        }
        // Stable: faults of one row stay in the order in which they were found.
        faults = faults.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }.map(\.element)
    }

    /// The row whose record holds the given byte, by bisection.
    private func row(containing position: Int) -> Int? {
        var low = 0
        var high = rowCount
        while low < high {
            let middle = (low + high) / 2
            if recordRange(ofRow: middle).upperBound <= position { low = middle + 1 } else { high = middle }
        }
        guard low < rowCount, recordRange(ofRow: low).contains(position) else { return nil }
        return low
    }
}
