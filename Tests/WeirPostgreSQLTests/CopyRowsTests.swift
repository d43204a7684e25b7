import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirPostgreSQL

@Suite("Rows in the form of a binary COPY") struct CopyRowsTests {
    private let columns = [
        ColumnInfo(name: "id", type: .integer, required: true),
        ColumnInfo(name: "text", type: .text, required: false),
    ]

    private func payload(rows: Int, accepting: (Int) -> Bool = { _ in true }) throws -> Bytes {
        var builder = BatchBuilder(columns: columns)
        for row in 0..<rows {
            builder.add(
                [.integer(Int64(row)), row % 7 == 0 ? .null : .text("row \(row)")],
                rejectedFor: accepting(row) ? nil : .typeError)
        }
        let batch = builder.build()
        var settings = PostgreSQLSettings()
        settings.table = "t"
        // What replaces a table does not depend on what is there.
        settings.mode = .replace
        let encoder = try CopyEncoder(
            columns: TableColumns(columns), target: CopyTarget(settings), pool: BufferPool())
        guard case .bytes(let bytes) = try encoder.encode(batch) else {
            Issue.record("nothing was encoded")
            return Bytes()
        }
        return bytes
    }

    @Test("a row is a count of fields, and for each its length and its bytes")
    func form() throws {
        let bytes = try payload(rows: 2).array.dropLast(CopyMarks.byteCount)
        let first: [UInt8] = [0, 2, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]
        let second: [UInt8] = [0, 2, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5] + Array("row 1".utf8)
        #expect(Array(bytes) == first + second)
    }

    @Test(
        "however many connections there are, their parts are all rows, in order, cut between rows",
        arguments: [1, 2, 3, 5, 16, 17, 100, 1000])
    func parts(rows: Int) throws {
        let bytes = try payload(rows: rows) { $0 % 3 != 1 }
        let accepted = (0..<rows).count { $0 % 3 != 1 }
        bytes.withUnsafeBufferPointer { payload in
            let whole = UnsafeBufferPointer(rebasing: payload.dropLast(CopyMarks.byteCount))
            let ends = CopyPart.ends(of: whole)
            #expect(ends.count == accepted)
            for count in 1...CopyMarks.parts {
                let parts = CopyPart.parts(of: payload, count: count)
                #expect(parts.count == count)
                #expect(parts.flatMap { Array($0.rows) } == Array(0..<accepted))
                #expect(parts.first?.bytes.lowerBound == 0 && parts.last?.bytes.upperBound == whole.count)
                for (left, right) in zip(parts, parts.dropFirst()) {
                    #expect(left.bytes.upperBound == right.bytes.lowerBound)
                }
                for part in parts where !part.rows.isEmpty {
                    #expect(part.bytes.upperBound == ends[part.rows.upperBound - 1])
                }
            }
        }
    }
}
