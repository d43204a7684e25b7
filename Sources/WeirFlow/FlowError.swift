/// What can go wrong with a flow itself, as opposed to one of its stages.
public enum FlowError: Error, Sendable, Hashable {
    /// A sender went away without saying that it was done, so what arrived is not all there was.
    case abandoned
    /// The receiver went away, so nobody will take what is sent.
    case receiverGone
    /// The flow was asked to stop (`StopSignal`); what was on its way is dropped.
    case stopped
    /// Two stages have the same name.
    case duplicateName(String)
    /// The output of a stage goes nowhere, or to two places.
    case notConsumedOnce(String)

    /// Whether the error only tells that another part of the flow has failed.
    var isConsequence: Bool { self == .abandoned || self == .receiverGone }
}

extension FlowError: CustomStringConvertible {
    /// What is wrong, for a person.
    public var description: String {
        switch self {
        case .abandoned: "a stage went away without saying that it was done"
        case .receiverGone: "the stage that receives went away"
        case .stopped: "the flow was asked to stop"
        case .duplicateName(let name): "two stages are named '\(name)'"
        case .notConsumedOnce(let name): "the output of '\(name)' must go to exactly one stage"
        }
    }
}
