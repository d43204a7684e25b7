import Testing
import WeirModel

@testable import WeirValidate

/// What is said about a header that does not fit: all of it, by the names of Frictionless, with what was probably meant.
@Suite struct HeaderIssueTests {
    /// Fields (an alias behind a `|`), labels, a `fieldsMatch`, and the issues that must come of them.
    struct Case: Sendable, CustomTestStringConvertible {
        var fields: [String]
        var labels: [String]
        var match: TableSchema.FieldsMatch
        var issues: [String]
        var testDescription: String { "\(match): \(fields) and \(labels)" }
    }

    static func schema(_ fields: [String], _ match: TableSchema.FieldsMatch) -> TableSchema {
        TableSchema(
            fields: fields.map { text in
                let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
                var field = TableSchema.Field(name: parts[0])
                field.aliases = Array(parts.dropFirst())
                return field
            }, fieldsMatch: match)
    }

    static let cases: [Case] = [
        Case(
            fields: ["id", "name", "ordered_on"], labels: ["id", "name", "ordred_on"], match: .exact,
            issues: ["incorrect-label: column 3 is \"ordred_on\": did you mean the field \"ordered_on\"?"]),
        Case(
            fields: ["a", "b", "c"], labels: ["a", "", "a"], match: .exact,
            issues: [
                "blank-label: column 2 has no label; the field there is \"b\"",
                "duplicate-label: column 3 is \"a\" like column 1 instead of \"c\"",
            ]),
        Case(
            fields: ["a", "b"], labels: ["b", "a", "z", " "], match: .exact,
            issues: [
                "incorrect-label: column 1 is \"b\" instead of \"a\"",
                "incorrect-label: column 2 is \"a\" instead of \"b\"",
                "extra-label: column 3, \"z\", is not in the schema",
                "blank-label: column 4 has no label and is not in the schema",
            ]),
        Case(
            fields: ["a", "b", "c"], labels: ["a"], match: .exact,
            issues: ["missing-label: there is no column \"b\"", "missing-label: there is no column \"c\""]),
        Case(fields: ["a", "b"], labels: ["", " "], match: .exact, issues: ["blank-header: no column has a label"]),
        Case(fields: ["a", "b|"], labels: ["a", ""], match: .exact, issues: []),
        Case(fields: ["a1|a", "a2|a"], labels: ["a", "a"], match: .exact, issues: []),
        Case(
            fields: ["amount", "day"], labels: ["amuont", "day", "x"], match: .equal,
            issues: [
                "extra-label: column 1 is \"amuont\": did you mean the field \"amount\"?",
                "extra-label: column 3, \"x\", is not in the schema",
                "missing-label: there is no column \"amount\"",
            ]),
        Case(
            fields: ["id|key", "n"], labels: ["id", "n", "key"], match: .subset,
            issues: [
                "duplicate-label: column 3, \"key\", and column 1, \"id\", both name the field \"id\""
            ]),
        Case(
            fields: ["id", "n"], labels: ["id", "id", "n"], match: .subset,
            issues: ["duplicate-label: column 2 is \"id\" like column 1"]),
        Case(
            fields: ["street", "town"], labels: ["town", "stret", ""], match: .subset,
            issues: ["missing-label: there is no column \"street\"; column 2 is \"stret\""]),
        Case(fields: ["a"], labels: ["", "a", ""], match: .subset, issues: []),
        Case(
            fields: ["a", "b"], labels: ["a", "", "c"], match: .superset,
            issues: [
                "blank-label: column 2 has no label and is not in the schema",
                "extra-label: column 3, \"c\", is not in the schema",
            ]),
        Case(
            fields: ["name", "town"], labels: ["nmae", "x"], match: .partial,
            issues: [
                "unmatched-header: no column is in the schema; column 1 is \"nmae\": did you mean the field \"name\"?"
            ]),
        Case(fields: ["a"], labels: ["", ""], match: .partial, issues: ["blank-header: no column has a label"]),
    ]

    @Test("everything that does not fit is told", arguments: cases)
    func told(expected: Case) {
        var matcher = HeaderMatcher(
            Self.schema(expected.fields, expected.match), HeaderSettings(), labels: expected.labels)
        _ = matcher.run()
        #expect(matcher.issues.map(\.description) == expected.issues)
        let isDamage = ["blank-", "duplicate-"].map { code in expected.issues.filter { $0.hasPrefix(code) }.count }
        let isHarmless = expected.match == .exact && isDamage.reduce(0, +) == expected.issues.count
        #expect(matcher.fits == (expected.issues.isEmpty || isHarmless))
    }

    @Test("an issue names the column, its label and the field")
    func parts() {
        var matcher = HeaderMatcher(Self.schema(["a", "b"], .exact), HeaderSettings(), labels: ["a", "x"])
        _ = matcher.run()
        #expect(
            matcher.issues == [
                HeaderIssue(
                    .incorrectLabel, "column 2 is \"x\" instead of \"b\"", columnNumber: 2, label: "x", fieldName: "b")
            ])
    }

    @Test("folding takes labels as the same that differ in case, or in what is between words")
    func folding() {
        let labels = [" Order  ID", "ordered-ON"]
        func cells(_ foldCase: Bool, _ foldSpace: Bool, _ match: TableSchema.FieldsMatch) -> [Int]? {
            var matcher = HeaderMatcher(
                Self.schema(["ordered_on", "order_id"], match),
                HeaderSettings(foldCase: foldCase, foldSpace: foldSpace),
                labels: match == .exact ? labels.reversed() : labels)
            let cells = matcher.run()
            return matcher.issues.isEmpty ? cells : nil
        }
        for match in TableSchema.FieldsMatch.allCases {
            #expect(cells(true, true, match) == (match == .exact ? [0, 1] : [1, 0]), "\(match)")
        }
        #expect(cells(true, false, .equal) == nil)
        #expect(cells(false, true, .equal) == nil)
        let settings = HeaderSettings(foldCase: false, foldSpace: true)
        #expect(settings.key("a_b") == settings.key(" a - b ") && settings.key("a_b") != settings.key("ab"))
        #expect(HeaderSettings(foldCase: true, foldSpace: false).key("STRAßE É") == "straße é")
    }

    @Test("two labels that folding makes equal are never chosen between")
    func ambiguousLabels() {
        var matcher = HeaderMatcher(
            Self.schema(["id"], .subset), HeaderSettings(foldCase: true, foldSpace: false), labels: ["ID", "id"])
        _ = matcher.run()
        #expect(
            matcher.issues.map(\.description) == [
                "duplicate-label: column 2, \"id\", and column 1, \"ID\", both name the field \"id\""
            ])
    }

    @Test("a schema in which a label means two fields is refused")
    func ambiguousSchema() throws {
        func ambiguities(_ fields: [String], _ match: TableSchema.FieldsMatch, fold: Bool = false) -> [String] {
            HeaderSettings(foldCase: fold, foldSpace: fold).ambiguities(in: Self.schema(fields, match))
        }
        let expected = ["the label \"b\" means two fields, \"b\" and \"a\""]
        for match in TableSchema.FieldsMatch.allCases { #expect(ambiguities(["a|b", "b"], match) == expected) }
        #expect(ambiguities(["a|x", "b|x"], .equal) == ["the label \"x\" means two fields, \"a\" and \"b\""])
        #expect(ambiguities(["a|x", "b|x"], .exact).isEmpty)
        #expect(ambiguities(["a b", "A_B"], .exact).isEmpty)
        #expect(ambiguities(["a b", "A_B"], .exact, fold: true).count == 1)
        #expect(ambiguities(["a b|A_B"], .equal, fold: true).isEmpty)
        let error = #expect(throws: WeirError.self) { try ValidationPlan(schema: Self.schema(["a|b", "b"], .equal)) }
        #expect(error?.code == .validateAmbiguousLabel)
    }

    @Test("the hint is a change that was tried and helps")
    func hints() {
        func hint(_ fields: [String], _ labels: [String], _ match: TableSchema.FieldsMatch) -> String {
            HeaderHint.text(Self.schema(fields, match), HeaderSettings(), labels: labels)
        }
        #expect(hint(["a", "b"], ["A", "b"], .exact) == "it fits with `validate.header: { foldCase: true }`")
        #expect(hint(["a b"], ["a_b"], .equal) == "it fits with `validate.header: { foldSpace: true }`")
        #expect(
            hint(["a", "b"], ["b", "a"], .exact)
                == "it fits with `fieldsMatch: equal` in the schema, which finds columns by name")
        #expect(
            hint(["a b", "b"], ["B", "A-B"], .exact)
                == "it fits with `fieldsMatch: equal` in the schema, which finds columns by name and "
                + "`validate.header: { foldCase: true, foldSpace: true }`")
        #expect(hint(["a"], ["x"], .exact).contains("aliases"))
    }

    @Test("a header of thousands of unknown labels is refused without comparing all with all")
    func hostile() {
        let fields = (0..<3000).map { "field number \($0) of the table" }
        let labels = (0..<3000).map { "column number \($0) of the data" }
        var matcher = HeaderMatcher(Self.schema(fields, .equal), HeaderSettings(), labels: labels)
        _ = matcher.run()
        #expect(matcher.issues.count == 6000)
    }
}
