package import WeirModel

/// Renders violations with the least that an issue needs.
package struct PlainRendering: IssueRendering {
    package init() {}

    package func render(_ batch: CheckedBatch, limit: Int, to take: (Issue) throws -> Void) rethrows {
        for violation in batch.violations.prefix(limit) {
            let row = batch.records.firstRecord + violation.row + 1
            let issue = Issue(
                severity: .error,
                code: violation.code,
                message: "row \(row) is \"bad\"",
                source: "source \(batch.records.source + 1)",
                rowNumber: row,
                line: row + 1,
                byteOffset: batch.records.byteOffset,
                fieldName: "f\(violation.column)",
                fieldNumber: violation.column + 1,
                value: "v\(row)"
            )
            try take(issue)
        }
    }
}
