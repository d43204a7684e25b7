import WeirModel
import WeirParse
import WeirValidate

/// Makes sure that the header of the input fits the names of the schema.
///
/// Two labels that differ in case alone cannot both be columns of a database, and no field may have another name than
/// its label. Such a header is left out like a comment, and the fields go by their place.
enum HeaderFit {
    /// Changes the settings of the table if that is needed.
    static func settle(_ table: inout InferredTable, _ records: SampleRecords) {
        guard !table.parse.format.isJSONLines, table.parse.dialect.header, !fits(table.schema, records.header) else {
            return
        }
        let rows = table.parse.dialect.headerRows
        let first = max(records.header.line - table.parse.preambleLines, 1)
        table.parse.dialect.header = false
        table.parse.dialect.headerRows = [1]
        table.parse.dialect.commentRows = rows == [1] ? [first] : rows
        table.parseRemarks.append(
            "the labels cannot all be names of columns; they are left out, fields go by their place")
        for index in table.schema.fields.indices {
            table.schema.fields[index].name = table.schema.fields[index].name.filter { $0 != "\0" }
        }
    }

    private static func fits(_ schema: TableSchema, _ header: TableHeader) -> Bool {
        guard !schema.fields.contains(where: { $0.name.utf8.contains(0) }) else { return false }
        let layout = RecordLayout.rectangular(
            ends: PooledArray(), columns: 0, hasQuotes: false, hasCarriageReturns: false)
        let batch = RecordBatch(
            bytes: Bytes(), source: 0, header: header, firstRecord: 0, firstLine: 0, byteOffset: 0, rowCount: 0,
            layout: layout, quote: nil, escape: nil, doubleQuote: true)
        do {
            _ = try Validator(plan: ValidationPlan(schema: schema), pool: BufferPool())(batch)
            return true
        } catch {
            return false
        }
    }
}
