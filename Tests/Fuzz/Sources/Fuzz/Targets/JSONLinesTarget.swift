import WeirModel

@testable import WeirParse

/// JSON Lines: what is read does not depend on chunks and batches, and is what the obvious reader says.
enum JSONLinesTarget: FuzzTarget {
    private static let labels = ["a", "bb", "a name of many letters", "ö", "\u{1F600}"]

    static func attempt(_ input: FuzzInput) {
        var input = input
        let chunks = input.choice(of: [1, 2, 3, 7, 31, 64, 65, 1000])
        let batch = input.choice(of: [1, 16, 100, 1 << 16])
        let recordBytes = input.choice(of: [1 << 20, 40, 1, 100])
        let isNamed = input.choice(of: 2) == 0
        let text = input.rest()

        let limits = ParseLimits(batchBytes: 1 << 16, recordBytes: recordBytes)
        let whole = read(text, limits, chunks: 1 << 20, isNamed)
        let cut = read(text, ParseLimits(batchBytes: batch, recordBytes: recordBytes), chunks: chunks, isNamed)
        expect(cut == whole, "chunks of \(chunks), batches of \(batch):\n\(cut)\n--- and\n\(whole)")
        // What no UTF-8 has, decode has taken note of before.
        guard isNamed, case .success(let table) = whole, String(validating: text, as: UTF8.self) != nil else { return }
        compare(table, ReferenceJSONLines(labels: labels, recordBytes: recordBytes).read(text))
    }

    private static func read(
        _ text: [UInt8], _ limits: ParseLimits, chunks: Int, _ isNamed: Bool
    ) -> Result<JSONLinesTable, NamedError> {
        NamedError.catching("parse.") {
            try JSONLinesTable.parse([text], labels: isNamed ? labels : nil, limits: limits, chunks: chunks)
        }
    }

    private static func compare(_ table: JSONLinesTable, _ reference: [ReferenceJSONLines.Outcome]) {
        expectSame(table.rows.count, reference.count, "the number of records")
        for (row, outcome) in reference.enumerated() {
            let faults = table.faults.filter { $0.record == row }
            switch outcome {
            case .cells(let cells, let surplus, let repeated):
                expectSame(table.rows[row], cells, "record \(row)")
                expectSame(faults.filter { $0.code == .extraCell }.map(\.text), surplus, "unknown members of \(row)")
                expectSame(
                    faults.filter { $0.code == .duplicateMember }.map(\.text), repeated, "repeated members of \(row)")
            case .fault(let place):
                expectSame(faults.map(\.code), [.jsonError], "record \(row)")
                expectSame(faults.first?.byteOffset, place, "the place of the fault of record \(row)")
            case .tooLong:
                expectSame(faults.map(\.code), [.recordTooLong], "record \(row)")
            }
        }
    }
}
