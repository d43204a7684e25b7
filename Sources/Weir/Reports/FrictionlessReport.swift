internal import WeirEmit
internal import WeirModel
internal import WeirWrite

/// A report as the Frictionless Framework writes it: one task for each input.
///
/// What Frictionless does not have, such as the severity and the byte, is added under names of our own; its tools leave
/// them alone. Its row number counts records from the first of the file, ours from the first of the data.
struct FrictionlessReport {
    private let report: RunReport

    /// Makes a report.
    init(_ report: RunReport) { self.report = report }

    /// The report as a value.
    var value: Event.Value {
        let errors = runErrors
        let warnings = report.partialNote.map { [Event.Value.string($0)] } ?? []
        return .object([
            .init("valid", .boolean(report.exitCode == .allAccepted)),
            .init(
                "stats",
                .object([
                    .init("tasks", .integer(report.summary.sources.count)),
                    .init("errors", .integer(report.issueCount + errors.count)),
                    .init("warnings", .integer(warnings.count)),
                    .init("seconds", .number(seconds)),
                ])
            ),
            .init("warnings", .array(warnings)),
            .init("errors", .array(errors)),
            .init("tasks", .array(tasks)),
        ])
    }

    private var seconds: Double { (report.seconds * 1000).rounded() / 1000 }

    /// What ended the run, unless it is told of a header.
    private var runErrors: [Event.Value] {
        guard let error = report.error, error.headerIssues.isEmpty else { return [] }
        let stage = error.code.rawValue.prefix { $0 != "." }
        let isInput = ["read", "decode", "parse"].contains(stage)
        return [
            .object([
                .init("type", .string(isInput ? "source-error" : "error")),
                .init("title", .string(error.code.rawValue)),
                .init("description", .string("The run ended early.")),
                .init("message", .string(error.message)),
                .init("tags", .array([])),
                .init("note", .string("\(error.code): \(error.message)")),
            ])
        ]
    }

    private var tasks: [Event.Value] {
        var names = Set<String>()
        return report.summary.sources.map { source in
            let base = Self.name(of: source.name)
            var (name, number) = (base, 1)
            while !names.insert(name).inserted {
                number += 1
                name = "\(base)-\(number)"
            }
            return task(source, name: name)
        }
    }

    private func task(_ source: RunSummary.Source, name: String) -> Event.Value {
        let records = source.counts.skipped.preamble + source.counts.skipped.header
        var errors = report.headerIssues.filter { $0.source == source.name }.map {
            FrictionlessError($0, labels: report.columns, headerRows: max(records, 1)).value
        }
        let headerErrors = errors.count
        errors += report.issues.filter { $0.source == source.name }.map {
            FrictionlessError($0, recordsBefore: records).value
        }
        let count = source.issues + headerErrors
        let isPartial = errors.count < count
        let note = "This task lists the first \(errors.count) of \(count) errors; the counts are exact."
        let rows = source.counts.accepted + source.counts.rejected
        return .object([
            .init("name", .string(name)),
            .init("type", .string("table")),
            .init("valid", .boolean(count == 0)),
            .init("place", .string(source.name)),
            .init("labels", .array(report.columns.map { .string($0) })),
            .init(
                "stats",
                .object([
                    .init("fields", .integer(report.columns.count)),
                    .init("rows", .integer(rows)),
                    .init("accepted", .integer(source.counts.accepted)),
                    .init("rejected", .integer(source.counts.rejected)),
                    .init("errors", .integer(count)),
                    .init("warnings", .integer(isPartial ? 1 : 0)),
                    .init("seconds", .number(seconds)),
                ])
            ),
            .init("warnings", .array(isPartial ? [.string(note)] : [])),
            .init("errors", .array(errors)),
        ])
    }

    /// The name of an input as Frictionless allows it: small letters, digits, points, hyphens and underscores.
    private static func name(of source: String) -> String {
        let file = source.split(separator: "/").last.map(String.init) ?? ""
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789._-".unicodeScalars)
        let stem = file.lowercased().split(separator: ".").first.map(String.init) ?? ""
        let name = String(String.UnicodeScalarView(stem.unicodeScalars.map { allowed.contains($0) ? $0 : "-" }))
        return name.isEmpty || name == "-" ? "table" : name
    }
}
