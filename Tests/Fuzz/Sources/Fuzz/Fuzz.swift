import CFuzzer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Hands the target that `WEIR_FUZZ_TARGET` names to the fuzzer, which calls it again and again.
@main enum Fuzz {
    private static let target: any FuzzTarget.Type = {
        let name = getenv("WEIR_FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = fuzzTargets[name] else {
            print("WEIR_FUZZ_TARGET must be one of: \(fuzzTargets.keys.sorted().joined(separator: ", "))")
            exit(2)
        }
        return target
    }()

    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        let code = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
            Fuzz.target.attempt(FuzzInput(Array(UnsafeBufferPointer(start: bytes, count: count))))
            return 0
        }
        exit(code)
    }
}
