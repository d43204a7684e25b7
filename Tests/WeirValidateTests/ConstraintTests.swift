import Testing
import WeirModel
import WeirValidate

/// What constraints accept, what they refuse, and which of them a schema cannot have.
@Suite struct ConstraintTests {
    private func failures(
        _ type: TableSchema.FieldType, _ texts: [String], _ change: (inout TableSchema.Constraints) -> Void
    ) throws -> [String] {
        let constrained = field("c", type) { change(&$0.constraints) }
        let text = texts.map { "\"\($0)\"\n" }.joined()
        let findings = try check(text, [constrained]).findings
        #expect(try check(text, [constrained], rectangular: true).findings == findings)
        return findings
    }

    @Test("bounds are inclusive or exclusive as named, and null is exempt")
    func integerBounds() throws {
        #expect(
            try failures(.integer, ["0", "1", "12", "13", ""]) {
                $0.minimum = "1"
                $0.maximum = "12"
            } == ["0 0 constraint-error minimum", "3 0 constraint-error maximum"])
        #expect(
            try failures(.integer, ["1", "2", "3", "123456789"]) {
                $0.exclusiveMinimum = "1"
                $0.exclusiveMaximum = "3"
            } == [
                "0 0 constraint-error exclusiveMinimum", "2 0 constraint-error exclusiveMaximum",
                "3 0 constraint-error exclusiveMaximum",
            ])
        #expect(
            try failures(.integer, ["5"]) { $0.exclusiveMinimum = "9223372036854775807" }
                == ["0 0 constraint-error exclusiveMinimum"])
    }

    @Test("a value that fails two bounds is two violations, and a type error is only one")
    func severalFailures() throws {
        #expect(
            try failures(.integer, ["5", "x"]) {
                $0.minimum = "6"
                $0.maximum = "4"
            } == ["0 0 constraint-error minimum", "0 0 constraint-error maximum", "1 0 type-error -"])
    }

    @Test("NaN meets no bound")
    func numberBounds() throws {
        #expect(
            try failures(.number, ["NaN", "0.5", "1", "INF"]) { $0.exclusiveMaximum = "1" } == [
                "0 0 constraint-error exclusiveMaximum", "2 0 constraint-error exclusiveMaximum",
                "3 0 constraint-error exclusiveMaximum",
            ])
        #expect(try failures(.number, ["NaN"]) { _ in } == [])
    }

    @Test("dates and datetimes have bounds in their own form")
    func timeBounds() throws {
        #expect(
            try failures(.date, ["2019-12-31", "2020-01-01"]) { $0.minimum = "2020-01-01" }
                == ["0 0 constraint-error minimum"])
        #expect(
            try failures(.datetime, ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00+01:00"]) {
                $0.minimum = "2020-01-01T00:00:00Z"
            } == ["1 0 constraint-error minimum"])
    }

    @Test("lengths count characters, not bytes")
    func lengths() throws {
        #expect(
            try failures(.string, ["é", "éé", "ééé", "𝄞𝄞", "abcd"]) {
                $0.minLength = 2
                $0.maxLength = 3
            } == ["0 0 constraint-error minLength", "4 0 constraint-error maxLength"])
    }

    @Test("enum compares values, not texts")
    func enumeration() throws {
        #expect(
            try failures(.integer, ["1", "+2", "03", "4"]) { $0.enumeration = ["3", "1", "2"] }
                == ["3 0 constraint-error enum"])
        #expect(try failures(.number, ["1.0", "2"]) { $0.enumeration = ["1"] } == ["1 0 constraint-error enum"])
        #expect(
            try failures(.string, ["UA", "AA", "a much longer text", "a much longer texT", "", "U"]) {
                $0.enumeration = ["UA", "AA", "a much longer text"]
            } == ["3 0 constraint-error enum", "5 0 constraint-error enum"])
        #expect(try failures(.boolean, ["1", "false"]) { $0.enumeration = ["true"] } == ["1 0 constraint-error enum"])
    }

    @Test("a missing value fails required and nothing else")
    func required() throws {
        #expect(
            try failures(.string, ["", "ab"]) {
                $0.required = true
                $0.minLength = 1
                $0.pattern = "a."
            } == ["0 0 constraint-error required"])
    }

    @Test("a constraint that cannot be is refused with its field")
    func badConstraints() {
        let bad: [(TableSchema.FieldType, (inout TableSchema.Constraints) -> Void)] = [
            (.integer, { $0.minimum = "abc" }), (.integer, { $0.enumeration = ["1", "x"] }),
            (.string, { $0.minimum = "1" }), (.boolean, { $0.maximum = "true" }), (.integer, { $0.pattern = "1" }),
            (.number, { $0.minLength = 1 }), (.string, { $0.pattern = "(" }), (.string, { $0.maxLength = -1 }),
            (.date, { $0.minimum = "2023-02-31" }), (.time, { $0.maximum = "24:00:00" }),
            (.year, { $0.minimum = "99" }),
            (.yearmonth, { $0.enumeration = ["2024-13"] }), (.duration, { $0.maximum = "P1" }),
            (.geopoint, { $0.minimum = "0, 0" }), (.geopoint, { $0.enumeration = ["0"] }),
            (.duration, { $0.minLength = 1 }),
        ]
        for (type, change) in bad {
            let error = #expect(throws: WeirError.self) {
                try ValidationPlan(schema: TableSchema(fields: [field("price", type) { change(&$0.constraints) }]))
            }
            #expect(error?.code == .validateBadConstraint)
            #expect(error?.message.contains("\"price\"") == true)
        }
    }

    @Test("a format that is not known is refused")
    func badFormats() {
        for (type, format) in [
            (TableSchema.FieldType.date, "%Q"), (.date, "%d.%m"), (.integer, "hex"), (.string, "e-mail"),
            (.year, "any"), (.time, "%Y %H"), (.time, "%M"), (.geopoint, "wkt"),
        ] {
            let error = #expect(throws: WeirError.self) {
                try ValidationPlan(schema: TableSchema(fields: [field("f", type) { $0.format = format }]))
            }
            #expect(error?.code == .validateBadFormat)
        }
    }
}
