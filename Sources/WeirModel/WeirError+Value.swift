extension WeirError {
    /// The error as reports and events have it.
    ///
    /// `issues` is there for an error that stands for several things, such as all that is wrong with a header.
    public var value: Event.Value {
        var members: [Event.Member] = [
            .init("code", .string(code.rawValue)),
            .init("message", .string(message)),
            .init("hint", hint.map { .string($0) } ?? .null),
            .init("position", position.map { .string($0.description) } ?? .null),
        ]
        if !headerIssues.isEmpty { members.append(.init("issues", .array(headerIssues.map(\.value)))) }
        return .object(members)
    }
}
