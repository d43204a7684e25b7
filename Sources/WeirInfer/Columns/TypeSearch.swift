import WeirModel
import WeirParse
import WeirValidate

/// Which of the tried types the columns of a sample fit, and how well.
struct TypeSearch {
    /// A type that all or most values of a column fit.
    struct Match: Sendable {
        var candidate: TypeCandidate
        var tally: TypeTally
    }

    /// The share of values that may fail before a column is given up; up to it, the failure is worth a comment.
    static let patience = 0.2

    /// The most of an example that is looked at, in bytes.
    private static let longestExample = 16 << 10

    private let records: SampleRecords
    private let profiles: [ColumnProfile]
    private let pool = BufferPool()

    init(_ records: SampleRecords, profiles: [ColumnProfile]) {
        self.records = records
        self.profiles = profiles
    }

    /// For each column the types that fit, in the order in which they are preferred.
    ///
    /// - Parameter tolerance: the share of values that may fail for good.
    func matches(tolerance: Double) throws -> [[Match]] {
        var matches = Array(repeating: [Match](), count: profiles.count)
        let trial = TypeTrial(records: records)
        let patience = max(tolerance, Self.patience)
        for candidate in TriedTypes.all {
            let columns = try plausibleColumns(candidate).filter { column in
                mayOccur(candidate, in: profiles[column]) && !Self.isSettled(matches[column], without: candidate)
            }
            guard !columns.isEmpty else { continue }
            var tallies = try trial.run(fields(candidate.field, columns), patience: patience, wantsExtremes: true)
            tallies = tallies.filter { $1.fitting > 0 && $1.failingShare <= patience }
            if let form = candidate.form, !tallies.isEmpty {
                var text = TableSchema.Field(name: "", type: .string)
                text.constraints.pattern = form
                let forms = try trial.run(fields(text, Array(tallies.keys)), patience: patience)
                for (column, tally) in forms where tally.failing > tallies[column]?.failing ?? 0 {
                    tallies[column]?.fitting = tally.fitting
                    tallies[column]?.failing = tally.failing
                    tallies[column]?.firstFailing = tally.firstFailing
                }
            }
            for (column, tally) in tallies where tally.failingShare <= patience {
                matches[column].append(Match(candidate: candidate, tally: tally))
            }
        }
        return matches
    }

    /// The same field for each of some columns, with the texts that stand for no value in it.
    private func fields(_ field: TableSchema.Field, _ columns: [Int]) -> [Int: TableSchema.Field] {
        var fields: [Int: TableSchema.Field] = [:]
        for column in columns {
            fields[column] = field
            fields[column]?.missingValues = [""] + profiles[column].missing.keys.sorted()
            // What a type does not take with spaces around it, it takes without.
            if profiles[column].spaced > 0 { fields[column]?.mapping.trim = .both }
        }
        return fields
    }

    /// Whether a column has a type already that all of its values fit, and the candidate is no other reading of it.
    private static func isSettled(_ matches: [Match], without candidate: TypeCandidate) -> Bool {
        guard let best = matches.first(where: { $0.tally.failing == 0 }) else { return false }
        return best.candidate.reading == nil || candidate.reading == nil
    }

    /// Whether all texts that the candidate needs are there.
    private func mayOccur(_ candidate: TypeCandidate, in profile: ColumnProfile) -> Bool {
        guard !candidate.needsAll.isEmpty else { return true }
        guard var distinct = profile.distinct else { return false }
        if profile.spaced > 0 {
            distinct = Dictionary(distinct.map { (OuterSpace.dropped($0), $1) }, uniquingKeysWith: +)
        }
        return candidate.needsAll.allSatisfy { $0.contains { distinct[$0] != nil } }
    }

    /// The columns of which at least one example is of the type: one quick check of the examples of all columns at once.
    private func plausibleColumns(_ candidate: TypeCandidate) throws -> [Int] {
        guard let probe else { return [] }
        var field = candidate.field
        field.name = SampleBatch.label(0)
        let plan = try ValidationPlan(schema: TableSchema(fields: [field], missingValues: []))
        let checked = try Validator(plan: plan, pool: pool)(probe.batch)
        var columns: [Int] = []
        for (row, column) in probe.columns.enumerated() where checked.columns[0].validity[row] != 0 {
            if columns.last != column { columns.append(column) }
        }
        return columns
    }

    /// The examples of all columns as one column, and which column each of them is from.
    private var probe: (batch: RecordBatch, columns: [Int])? {
        var bytes: [UInt8] = []
        var columns: [Int] = []
        var starts = PooledBuffer<UInt32>(capacity: profiles.count * ColumnProfile.exampleCount, pool: pool)
        var ends = PooledBuffer<UInt32>(capacity: profiles.count * ColumnProfile.exampleCount, pool: pool)
        var firsts = PooledBuffer<UInt32>(capacity: profiles.count * ColumnProfile.exampleCount + 1, pool: pool)
        firsts.append(0)
        for (column, profile) in profiles.enumerated() {
            for example in profile.examples {
                starts.append(UInt32(truncatingIfNeeded: bytes.count))
                bytes += OuterSpace.dropped(example).utf8.prefix(Self.longestExample)
                ends.append(UInt32(truncatingIfNeeded: bytes.count))
                columns.append(column)
                firsts.append(UInt32(truncatingIfNeeded: columns.count))
            }
        }
        guard !columns.isEmpty else { return nil }
        let (fieldStarts, fieldEnds) = (starts.freeze(), ends.freeze())
        let layout = GeneralLayout(
            fieldStarts: fieldStarts, fieldEnds: fieldEnds, rowFirstField: firsts.freeze(), recordStarts: fieldStarts,
            recordEnds: fieldEnds)
        let header = TableHeader(
            labels: [SampleBatch.label(0)], isPresent: true, prologue: [], line: 1, fieldCount: 1)
        let batch = RecordBatch(
            bytes: Bytes(copying: bytes, pool: pool), source: 0, header: header, firstRecord: 0, firstLine: 0,
            byteOffset: 0, rowCount: columns.count, layout: .general(layout), quote: nil, escape: nil,
            doubleQuote: false)
        return (batch, columns)
    }
}
