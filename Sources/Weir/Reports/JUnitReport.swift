internal import WeirModel

/// Results in the XML form that JUnit began and CI systems show.
public struct JUnitReport: Sendable {
    /// The document.
    public let bytes: [UInt8]

    /// A finished document.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The results of tests: a suite for each file, a case for each test.
    public init(_ results: [PipelineTestResult]) {
        var suites: [Suite] = []
        for result in results {
            if suites.last?.name != result.file { suites.append(Suite(name: result.file)) }
            let failure = result.differences.isEmpty ? nil : Self.failure(result)
            let place = Case(
                name: result.name, seconds: result.seconds, place: (result.file, result.line), failure: failure)
            suites[suites.count - 1].cases.append(place)
        }
        bytes = Self.document(suites)
    }

    /// One suite.
    struct Suite {
        var name: String
        var cases: [Case] = []
    }

    /// One case.
    struct Case {
        /// What is wrong.
        struct Failure {
            /// `failure`, or `error` where the case could not be judged.
            var element = "failure"
            var type: String
            var message: String
            var text: String
        }

        var name: String
        var seconds = 0.0
        var place: (file: String, line: Int)?
        var failure: Failure?
        /// What a person may want to know of a case that passed.
        var output = ""
    }

    /// Makes the document; a suite is the class of its cases.
    static func document(_ suites: [Suite]) -> [UInt8] {
        var xml = XMLText()
        xml.begin("testsuites", [("name", "weir")] + counts(suites.flatMap(\.cases)))
        for suite in suites {
            xml.begin("testsuite", [("name", suite.name)] + counts(suite.cases))
            for item in suite.cases { append(item, className: suite.name, to: &xml) }
            xml.end()
        }
        xml.end()
        return xml.bytes
    }

    private static func append(_ item: Case, className: String, to xml: inout XMLText) {
        var attributes = [("name", item.name), ("classname", className), ("time", seconds(item.seconds))]
        if let place = item.place { attributes += [("file", place.file), ("line", "\(place.line)")] }
        if item.failure == nil, item.output.isEmpty { return xml.element("testcase", attributes) }
        xml.begin("testcase", attributes)
        if let failure = item.failure {
            xml.element(
                failure.element, [("type", failure.type), ("message", failure.message)], text: failure.text)
        }
        if !item.output.isEmpty { xml.element("system-out", [], text: item.output) }
        xml.end()
    }

    private static func failure(_ result: PipelineTestResult) -> Case.Failure {
        let lines = result.differences.flatMap { [$0.message] + $0.details.map { "  \($0)" } }
        return Case.Failure(
            type: "difference",
            message: result.differences.map(\.message).joined(separator: "; "),
            text: (["\(result.file):\(result.line)"] + lines).joined(separator: "\n")
        )
    }

    private static func counts(_ cases: [Case]) -> [(String, String)] {
        [
            ("tests", "\(cases.count)"),
            ("failures", "\(cases.count { $0.failure?.element == "failure" })"),
            ("errors", "\(cases.count { $0.failure?.element == "error" })"),
            ("skipped", "0"),
            ("time", seconds(cases.reduce(0) { $0 + $1.seconds })),
        ]
    }

    /// Seconds with three decimals.
    private static func seconds(_ value: Double) -> String {
        guard value.isFinite, let thousandths = Int(exactly: (max(value, 0) * 1000).rounded()) else { return "0" }
        let digits = "\(thousandths % 1000)"
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
