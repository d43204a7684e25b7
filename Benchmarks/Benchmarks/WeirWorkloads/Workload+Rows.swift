import WeirModel
import WeirSQLite
import WeirSpec
import WeirValidate
import WeirWrite

extension Workload {
    /// Validate on tables of one type each.
    static var converters: [Workload] { Conversion.all.map(convert) }

    /// Validate on a table of one type.
    public static func convert(_ conversion: Conversion) -> Workload {
        Workload("validate, \(conversion.name)") { try validated(conversion.prepared) }
    }

    /// Validate on the flights table.
    static var validations: [Workload] {
        [validate(usesVectors: true), validate(usesVectors: false), validate(workers: 1), validate(workers: 2)]
    }

    /// Validate on the flights table, one worker's work.
    public static func validate(usesVectors: Bool) -> Workload {
        Workload("validate, flights, \(usesVectors ? "with" : "without") vectors") {
            try validated(.flights, usesVectors: usesVectors)
        }
    }

    /// Validate on the flights table, fanned out.
    public static func validate(workers: Int) -> Workload {
        Workload("validate, flights, fanned out, \(workers) workers") {
            let batches = try Prepared.flights.batches()
            let validator = try Prepared.flights.validator()
            return { try await validatedFlow(batches, validator, workers: workers) }
        }
    }

    private static func validated(_ table: Prepared, usesVectors: Bool = true) throws -> Pass {
        let batches = try table.batches()
        let validator = try table.validator(usesVectors: usesVectors)
        let rejected = try batches.reduce(0) { try $0 + $1.rowCount - validator($1).acceptedCount }
        precondition(rejected == 0, "the table has \(rejected) bad rows")
        return { for batch in batches { _ = try validator(batch) } }
    }

    /// What each sink makes of the checked flights table, in parallel in a run.
    static var encoders: [Workload] { [encodePages, encodeCSV, encodeNDJSON] }

    private static let encodePages = Workload("encode, SQLite database pages") {
        try encoded(by: SQLiteSink(sqlite("no-such-database"), pool: Prepared.flights.pool))
    }

    private static let encodeCSV = Workload("encode, CSV") {
        var settings = CSVSinkSettings()
        settings.path = "no-such-file"
        return try encoded(by: CSVSink(settings, pool: Prepared.flights.pool))
    }

    private static let encodeNDJSON = Workload("encode, NDJSON") {
        var settings = NDJSONSinkSettings()
        settings.path = "no-such-file"
        return try encoded(by: NDJSONSink(settings, pool: Prepared.flights.pool))
    }

    private static func encoded(by sink: any TableSink) throws -> Pass {
        let checked = try Prepared.flights.checked()
        let encoder = try sink.makeEncoder(columns: Prepared.flights.columns())
        return { for batch in checked { _ = try encoder.encode(batch) } }
    }

    static func sqlite(_ path: String) -> SQLiteSettings {
        var settings = SQLiteSettings()
        settings.path = path
        settings.table = "flights"
        settings.mode = .replace
        return settings
    }
}
