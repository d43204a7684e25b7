public import WeirParse

/// Whether the structural scan works on this machine, and how fast a way it takes.
public struct KernelHealth: Sendable {
    /// The states.
    public enum State: String, Sendable {
        /// Vectors are used and agree with the portable scan.
        case healthy
        /// The portable scan is used.
        case fallback
        /// The scan in use gives wrong answers.
        case unavailable
    }

    /// The state.
    public let state: State
    /// The scan in use.
    public let kernel: ScanKernel
    /// Why the state is what it is.
    public let reason: String

    /// Finds out.
    ///
    /// - Parameters:
    ///   - wanted: the scan that the environment asks for, if it does.
    ///   - selfTest: compares a scan with the portable one and says what differs.
    public init(wanted: String?, selfTest: (ScanKernel) -> String? = { $0.selfTest() }) {
        kernel = ScanKernel.selected(byEnvironment: wanted)
        if let difference = selfTest(kernel) {
            state = .unavailable
            reason = difference
        } else if kernel != .portable {
            state = .healthy
            reason = "self-test passed"
        } else {
            state = .fallback
            reason =
                wanted == ScanKernel.portable.rawValue
                ? "WEIR_KERNEL asks for it" : "this processor has no vectors that weir uses"
        }
    }

    /// The state for a person.
    public var text: String { "\(kernel.rawValue), \(state.rawValue) (\(reason))" }
}
