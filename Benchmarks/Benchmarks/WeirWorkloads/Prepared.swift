import WeirDecode
import WeirFlow
import WeirModel
import WeirParse
import WeirRead
import WeirSQLite
import WeirSpec
import WeirValidate
import WeirWrite

/// What stages make of a table, in memory.
struct Prepared: Sendable {
    let schema: TableSchema
    let csv: [UInt8]
    let pool = BufferPool(retainedBytes: 256 << 20)

    /// The flights table.
    static let flights = Prepared(schema: Flights.schema, csv: Flights.csv)

    /// The text as read and decode hand it on.
    var chunks: [ByteChunk] {
        let size = 512 << 10
        return stride(from: 0, to: csv.count, by: size).map { start in
            let end = min(start + size, csv.count)
            return ByteChunk(
                bytes: Bytes(copying: csv[start..<end], pool: pool), source: 0, offset: start,
                endsSource: end == csv.count)
        }
    }

    /// Its records.
    func batches() throws -> [RecordBatch] {
        var batches: [RecordBatch] = []
        try parse(chunks, kernel: .best) { batches.append($0) }
        return batches
    }

    /// What checks them.
    func validator(usesVectors: Bool = true) throws -> Validator {
        Validator(plan: try ValidationPlan(schema: schema), pool: pool, usesVectors: usesVectors)
    }

    /// The columns of their table.
    func columns() throws -> TableColumns { TableColumns(try ValidationPlan(schema: schema).columns) }

    /// Them checked.
    func checked() throws -> [CheckedBatch] {
        let validator = try validator()
        return try batches().map { try validator($0) }
    }

    /// Finds the records of a text.
    func parse(_ chunks: [ByteChunk], kernel: ScanKernel, _ take: (RecordBatch) -> Void) throws {
        var parser = DelimitedParser(dialect: Dialect(), kernel: kernel, pool: pool)
        for chunk in chunks {
            parser.push(chunk)
            while let batch = try parser.next() { take(batch) }
        }
    }
}
