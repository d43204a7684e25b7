#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A part of the program that is tried with inputs of which nobody knows what comes out.
protocol FuzzTarget: SendableMetatype {
    /// Tries one input; ends the process with `found` if something does not hold.
    static func attempt(_ input: FuzzInput)
}

/// All targets by name; each has a folder in `Corpus`.
let fuzzTargets: [String: any FuzzTarget.Type] = [
    "delimited": DelimitedTarget.self,
    "jsonlines": JSONLinesTarget.self,
    "values": ValuesTarget.self,
    "pipeline": PipelineTarget.self,
    "database": DatabaseTarget.self,
    "decode": DecodeTarget.self,
    "zip": ZipTarget.self,
    "sheet": SheetTarget.self,
]

/// Says what does not hold and ends the process, so that the fuzzer keeps the input.
func found(_ what: String) -> Never {
    print("FOUND: \(what)")
    fflush(nil)
    abort()
}

/// Ends the process unless something holds.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { found(what()) }
}

/// Ends the process unless both are the same.
func expectSame<Value: Equatable>(_ left: Value, _ right: Value, _ what: @autoclosure () -> String) {
    if left != right { found("\(what()):\n\(left)\n--- and\n\(right)") }
}
