package import WeirModel

/// Renders violations with the least that an issue needs.
package struct PlainRendering: IssueRendering {
    package init() {}

    package func issues(of batch: CheckedBatch, limit: Int) -> [Issue] {
        batch.violations.prefix(limit).map { violation in
            let row = batch.records.firstRecord + violation.row + 1
            return Issue(
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
        }
    }
}
