import CAllocationCounter
import Testing
import WeirFlow
import WeirModel
import WeirParse
import WeirSQLite
import WeirSpec
import WeirValidate
import WeirWrite

/// Buffers come from a pool and values stay in them: what is allocated depends on the number of batches and columns, and
/// not on the number of rows.
@Suite("Nothing is allocated per row in a steady state", .enabled(if: allocation_counter_works()))
struct SteadyStateTests {
    /// How many allocations a batch may have more than one of a quarter of its rows: buffers that grow.
    private static let growth = 64

    /// One field of each kind of converter and constraint.
    private static let schema: TableSchema = {
        var fields = [
            TableSchema.Field(name: "integer", type: .integer), TableSchema.Field(name: "number", type: .number),
            TableSchema.Field(name: "flag", type: .boolean), TableSchema.Field(name: "day", type: .date),
            TableSchema.Field(name: "moment", type: .datetime), TableSchema.Field(name: "text", type: .string),
            TableSchema.Field(name: "choice", type: .string), TableSchema.Field(name: "code", type: .string),
        ]
        fields[0].constraints.minimum = "0"
        fields[0].constraints.required = true
        fields[5].constraints.maxLength = 40
        fields[6].constraints.enumeration = ["red", "green", "blue"]
        fields[7].constraints.pattern = "[A-Z]{2}-[0-9]+"
        return TableSchema(fields: fields, missingValues: ["", "NA"])
    }()

    /// A table without a fault; every fourth row has a missing value and every sixteenth quotes to resolve.
    private static func table(_ rows: Int) -> [UInt8] {
        var text = schema.fields.map(\.name).joined(separator: ",") + "\n"
        for row in 0..<rows {
            let note = row.isMultiple(of: 16) ? "\"a \"\"quoted\"\", text\"" : "plain text"
            let number = row.isMultiple(of: 4) ? "NA" : "\(row).25"
            text += "\(row),\(number),true,2024-02-\(10 + row % 19),2024-02-11T10:00:\(10 + row % 50)Z,"
            text += "\(note),\(["red", "green", "blue"][row % 3]),AB-\(row)\n"
        }
        return Array(text.utf8)
    }

    private func sink(_ name: String, _ pool: BufferPool) -> any TableSink {
        switch name {
        case "csv":
            var settings = CSVSinkSettings()
            settings.path = "no-such-file"
            return CSVSink(settings, pool: pool)
        case "ndjson":
            var settings = NDJSONSinkSettings()
            settings.path = "no-such-file"
            return NDJSONSink(settings, pool: pool)
        default:
            var settings = SQLiteSettings()
            settings.path = "no-such-database"
            settings.table = "t"
            return SQLiteSink(settings, pool: pool)
        }
    }

    /// How many blocks each step asks for when it works on one batch, after it has worked on two of them.
    private func allocations(rows: Int, sink name: String) throws -> (parse: Int, validate: Int, encode: Int) {
        let pool = BufferPool(retainedBytes: 256 << 20)
        let plan = try ValidationPlan(schema: Self.schema)
        let validator = Validator(plan: plan, pool: pool)
        let encoder = try EncodeStage(sink(name, pool).makeEncoder(columns: TableColumns(plan.columns)))
        let text = Self.table(rows)
        let limits = ParseLimits(batchBytes: text.count)
        var counts = (parse: 0, validate: 0, encode: 0)
        for _ in 0..<3 {
            var parser = DelimitedParser(dialect: Dialect(), limits: limits, pool: pool)
            let chunk = ByteChunk(bytes: Bytes(copying: text, pool: pool), source: 0, offset: 0, endsSource: true)
            var batches: [RecordBatch] = []
            batches.reserveCapacity(8)
            counts.parse = try counting {
                parser.push(chunk)
                while let batch = try parser.next() { batches.append(batch) }
            }
            let full = batches.filter { $0.rowCount > 0 }
            try #require(full.count == 1)
            try #require(full[0].rowCount == rows)
            var checked: CheckedBatch?
            counts.validate = try counting { checked = try validator(full[0]) }
            let accepted = try #require(checked)
            try #require(accepted.acceptedCount == rows)
            counts.encode = try counting { _ = try encoder(accepted) }
        }
        return counts
    }

    /// How many blocks are asked for to find and check the records of JSON Lines.
    private func allocations(objects rows: Int) throws -> Int {
        let pool = BufferPool(retainedBytes: 256 << 20)
        let validator = Validator(plan: try ValidationPlan(schema: Self.schema), pool: pool)
        let names = Self.schema.fields.map(\.name)
        let text = (0..<rows).map { row in
            let note = row.isMultiple(of: 16) ? "a \\\"quoted\\\" text" : "plain"
            let rest = row.isMultiple(of: 4) ? "\"number\":null" : "\"flag\":true,\"number\":\(row).5"
            return "{\"text\":\"\(note)\",\"integer\":\(row),\(rest)}\n"
        }
        let bytes = Array(text.joined().utf8)
        var count = 0
        for _ in 0..<3 {
            var parser = JSONLinesParser(
                names: MemberNames(cellCount: names.count, refusesOthers: true) { names.firstIndex(of: $0) },
                limits: ParseLimits(batchBytes: bytes.count), pool: pool)
            let chunk = ByteChunk(bytes: Bytes(copying: bytes, pool: pool), source: 0, offset: 0, endsSource: true)
            var batches: [RecordBatch] = []
            batches.reserveCapacity(8)
            let parsed = try counting {
                parser.push(chunk)
                while let batch = try parser.next() { batches.append(batch) }
            }
            let checked = try counting {
                for batch in batches where try validator(batch).acceptedCount != batch.rowCount { count = .max }
            }
            try #require(count != .max)
            count = parsed + checked
        }
        return count
    }

    @Test("when the members of JSON objects are found and checked")
    func steadyObjects() throws {
        let (few, many) = (try allocations(objects: 1000), try allocations(objects: 4000))
        // The bounds of each cell are in buffers that double, each of which asks the pool a few times.
        #expect(many <= few + 4 * Self.growth, "\(few) for 1,000 objects, \(many) for 4,000")
    }

    private func counting(_ body: () throws -> Void) rethrows -> Int {
        let before = allocation_count()
        try body()
        return Int(allocation_count() - before)
    }

    @Test("the counter counts")
    func counter() {
        var kept: [[Int]] = []
        kept.reserveCapacity(100)
        let count = counting { for number in 0..<100 { kept.append([number, number]) } }
        #expect(count >= 100)
        #expect(kept.count == 100)
        #expect(counting {} == 0)
    }

    @Test("when records are found, checked and encoded", arguments: ["sqlite", "csv", "ndjson"])
    func steady(sink: String) throws {
        let few = try allocations(rows: 1000, sink: sink)
        let many = try allocations(rows: 4000, sink: sink)
        #expect(many.parse <= few.parse + Self.growth, "parse: \(few.parse) for 1,000 rows, \(many.parse) for 4,000")
        #expect(many.validate <= few.validate + Self.growth, "validate: \(few.validate), then \(many.validate)")
        #expect(many.encode <= few.encode + Self.growth, "encode: \(few.encode), then \(many.encode)")
    }
}
