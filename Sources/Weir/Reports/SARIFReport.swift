internal import WeirEmit
internal import WeirModel
internal import WeirWrite

/// A report as a SARIF 2.1.0 log: a result for each issue, at the line of its record.
struct SARIFReport {
    private let report: RunReport
    private let version: String
    private let rules: [String]

    /// Makes a report.
    ///
    /// - Parameter version: the version of the program.
    init(_ report: RunReport, version: String) {
        self.report = report
        self.version = version
        var seen: Set<String> = []
        let codes =
            report.headerIssues.map(\.code.rawValue) + report.summary.violations.entries.map(\.kind.code.rawValue)
        rules = codes.filter { seen.insert($0).inserted }
    }

    /// The report as a value.
    var value: Event.Value {
        .object([
            .init("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
            .init("version", .string("2.1.0")),
            .init(
                "runs",
                .array([
                    .object([
                        .init("tool", .object([.init("driver", driver)])),
                        .init("invocations", .array([invocation])),
                        .init("artifacts", .array(report.summary.sources.map(artifact))),
                        .init("columnKind", .string("unicodeCodePoints")),
                        .init("results", .array(results)),
                        .init("properties", properties),
                    ])
                ])
            ),
        ])
    }

    private var driver: Event.Value {
        let described = rules.map { code -> Event.Value in
            let words = IssueVocabulary(code)
            return .object([
                .init("id", .string(code)),
                .init("name", .string(words.identifier)),
                .init("shortDescription", Self.text(words.description)),
            ])
        }
        return .object([
            .init("name", .string("weir")), .init("version", .string(version)), .init("rules", .array(described)),
        ])
    }

    private var invocation: Event.Value {
        var notifications: [Event.Value] = []
        if let error = report.error {
            notifications.append(
                Self.notification(error.code.rawValue, "error", error.message + (error.hint.map { "; \($0)" } ?? "")))
        }
        if let note = report.partialNote { notifications.append(Self.notification("report.partial", "warning", note)) }
        return .object([
            .init("executionSuccessful", .boolean(report.status == .completed)),
            .init("exitCode", .integer(Int(report.exitCode.rawValue))),
            .init("startTimeUtc", .string(ISOText.timestamp(report.run.startedAt))),
            .init("endTimeUtc", .string(ISOText.timestamp(report.endedAt))),
            .init("toolExecutionNotifications", .array(notifications)),
        ])
    }

    private static func notification(_ id: String, _ level: String, _ message: String) -> Event.Value {
        .object([
            .init("descriptor", .object([.init("id", .string(id))])),
            .init("level", .string(level)),
            .init("message", text(message)),
        ])
    }

    private func artifact(_ source: RunSummary.Source) -> Event.Value {
        .object([
            .init("location", .object([.init("uri", .string(Self.uri(source.name)))])),
            .init("roles", .array([.string("analysisTarget")])),
        ])
    }

    private var results: [Event.Value] {
        report.headerIssues.map { issue in
            var properties: [Event.Member] = []
            if let label = issue.label { properties.append(.init("label", .string(label))) }
            if let number = issue.columnNumber { properties.append(.init("column_number", .integer(number))) }
            return result(
                issue.code.rawValue, issue.severity.rawValue, issue.message, field: issue.fieldName,
                at: (issue.source ?? "", issue.line), properties)
        }
            + report.issues.map { issue in
                var properties: [Event.Member] = [
                    .init("row_number", .integer(issue.rowNumber)), .init("byte_offset", .integer(issue.byteOffset)),
                ]
                if let number = issue.fieldNumber { properties.append(.init("field_number", .integer(number))) }
                if let kind = issue.constraint { properties.append(.init("constraint", .string(kind.rawValue))) }
                if let value = issue.value { properties.append(.init("value", .string(value))) }
                if let sheet = issue.sheet { properties.append(.init("sheet", .string(sheet))) }
                if let cell = issue.cell { properties.append(.init("cell", .string(cell))) }
                let field = issue.fieldName.map { ", field \"\($0)\"" } ?? ""
                return result(
                    issue.code.rawValue, issue.severity.rawValue, "row \(issue.rowNumber)\(field): \(issue.message)",
                    field: issue.fieldName, at: (issue.source, issue.line), cell: issue.sheetPlace, properties)
            }
    }

    private func result(
        _ code: String, _ level: String, _ message: String, field: String?, at place: (source: String, line: Int?),
        cell: String? = nil, _ properties: [Event.Member]
    ) -> Event.Value {
        var artifact: [Event.Member] = [.init("uri", .string(Self.uri(place.source)))]
        if let index = report.summary.sources.firstIndex(where: { $0.name == place.source }) {
            artifact.append(.init("index", .integer(index)))
        }
        var physical: [Event.Member] = [.init("artifactLocation", .object(artifact))]
        if let line = place.line, line > 0 {
            physical.append(.init("region", .object([.init("startLine", .integer(line))])))
        }
        var location: [Event.Member] = [.init("physicalLocation", .object(physical))]
        var logical: [Event.Member] = []
        if let field { logical.append(.init("name", .string(field))) }
        if let cell { logical.append(.init("fullyQualifiedName", .string(cell))) }
        if !logical.isEmpty { location.append(.init("logicalLocations", .array([.object(logical)]))) }
        var members: [Event.Member] = [.init("ruleId", .string(code))]
        if let index = rules.firstIndex(of: code) { members.append(.init("ruleIndex", .integer(index))) }
        members += [
            .init("level", .string(level)),
            .init("message", Self.text(message)),
            .init("locations", .array([.object(location)])),
            .init("properties", .object(properties)),
        ]
        return .object(members)
    }

    private var properties: Event.Value {
        let totals = report.summary.totals
        return .object([
            .init("pipeline", .string(report.run.pipeline)),
            .init("accepted", .integer(totals.accepted)),
            .init("rejected", .integer(totals.rejected)),
            .init("issues", .integer(report.issueCount)),
            .init("partial", .boolean(report.partialNote != nil)),
        ])
    }

    private static func text(_ text: String) -> Event.Value { .object([.init("text", .string(text))]) }

    /// A path as a URI reference: what is not a plain character is written as `%XX`.
    private static func uri(_ path: String) -> String {
        if path == "-" { return "stdin" }
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        let written = path.utf8.map { byte in
            plain.contains(byte)
                ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }
        return (path.hasPrefix("/") ? "file://" : "") + written.joined()
    }
}
