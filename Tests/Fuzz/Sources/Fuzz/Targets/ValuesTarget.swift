import WeirModel
import WeirParse

@testable import WeirValidate

/// Cells of every type: the verdict does not depend on vectors or layout, and for numbers and dates it is Foundation's.
enum ValuesTarget: FuzzTarget {
    private static let fields: [TableSchema.Field] = {
        func field(_ type: TableSchema.FieldType, _ change: (inout TableSchema.Field) -> Void = { _ in })
            -> TableSchema.Field
        {
            var field = TableSchema.Field(name: "", type: type)
            change(&field)
            return field
        }
        var fields = [
            field(.integer), field(.number), field(.boolean), field(.date), field(.datetime), field(.time),
            field(.year), field(.yearmonth), field(.duration), field(.geopoint), field(.object), field(.array),
            field(.list) { $0.itemType = .integer },
            field(.integer) {
                $0.groupChar = ","
                $0.bareNumber = false
            },
            field(.number) {
                $0.groupChar = "."
                $0.decimalChar = ","
            },
            field(.number) {
                $0.bareNumber = false
                $0.constraints.maximum = "1000"
            },
            field(.string) { $0.constraints.pattern = "(a|[b-d]+é?)*\\d{2,3}" },
            field(.string) {
                $0.constraints.minLength = 2
                $0.constraints.maxLength = 5
            },
            field(.geopoint) { $0.format = "array" },
        ]
        fields += ["email", "uri", "uuid", "binary"].map { format in field(.string) { $0.format = format } }
        fields += ["any", "%d.%m.%Y", "%y%m%d", "%B %d, %Y"].map { format in field(.date) { $0.format = format } }
        fields += ["any", "%Y-%m-%d %H:%M:%S.%f%z"].map { format in field(.datetime) { $0.format = format } }
        for index in fields.indices { fields[index].name = "\(fields[index].type) \(fields[index].format) \(index)" }
        return fields
    }()

    private static let plan: ValidationPlan = {
        let schema = TableSchema(fields: fields, missingValues: ["", "NA"])
        guard let plan = try? ValidationPlan(schema: schema) else { found("the schema cannot be checked") }
        return plan
    }()

    static func attempt(_ input: FuzzInput) {
        var input = input
        let cells = input.rest().split(separator: 0x0A, omittingEmptySubsequences: false).prefix(12).map(Array.init)
        guard !cells.isEmpty else { return }
        let plain = check(cells, isRagged: false, usesVectors: true)
        expectSame(check(cells, isRagged: false, usesVectors: false), plain, "with vectors, and without")
        expectSame(check(cells, isRagged: true, usesVectors: true), plain, "in both layouts")
        for (row, cell) in cells.enumerated() {
            guard let text = String(validating: cell, as: UTF8.self), !["", "NA"].contains(text) else { continue }
            for (index, field) in fields.prefix(5).enumerated() {
                guard let twin = FoundationValue.read(text, field.type) else { continue }
                expectSame(plain[row][index], twin.value ?? "-", "\(field.name) of \(text.debugDescription)")
            }
        }
    }

    /// What comes of each cell in each field: its value, or `-` if it has none.
    private static func check(_ cells: [[UInt8]], isRagged: Bool, usesVectors: Bool) -> [[String]] {
        let validator = Validator(plan: plan, pool: BufferPool(), usesVectors: usesVectors)
        var text: [UInt8] = []
        let header = fields.map { "\"" + $0.name + "\"" }.joined(separator: ",")
        text += Array(header.utf8) + [0x0A]
        for cell in cells {
            let mustQuote = cell.contains { [0x22, 0x2C, 0x0D].contains($0) }
            let quoted = mustQuote ? [0x22] + cell.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } + [0x22] : cell
            for index in fields.indices { text += (index > 0 ? [0x2C] : []) + quoted }
            text += [0x0A]
        }
        // A row that is too short makes the whole batch one of the general layout.
        if isRagged { text += [0x78, 0x0A] }
        var parser = DelimitedParser(
            dialect: Dialect(), limits: ParseLimits(batchBytes: 1 << 14), expectedFields: fields.count, sources: [],
            pool: BufferPool())
        var values: [[String]] = []
        do {
            parser.push(ByteChunk(bytes: Bytes(copying: text), source: 0, offset: 0, endsSource: true))
            while let batch = try parser.next() {
                let checked = try validator(batch)
                for row in 0..<min(checked.rows, cells.count - values.count) {
                    values.append(fields.indices.map { value(checked, row, $0) })
                }
            }
        } catch {
            found("\(error)")
        }
        expectSame(values.count, cells.count, "the number of rows")
        return values
    }

    private static func value(_ batch: CheckedBatch, _ row: Int, _ index: Int) -> String {
        let column = batch.columns[index]
        guard column.validity[row] == 1 else { return "-" }
        if column.type.hasValues {
            let bits = column.values[row]
            return column.type == .number ? "\(Double(bitPattern: bits))" : "\(Int64(bitPattern: bits))"
        }
        let slice = column.slices[row]
        let bytes = slice.isInArena ? batch.arena : batch.records.bytes
        return bytes[slice.offset..<slice.offset + Int(slice.count)].text
    }
}
