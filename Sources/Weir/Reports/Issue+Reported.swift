internal import WeirModel

extension Issue {
    /// The issue as the issues file has it, as a value.
    var reported: Event.Value {
        var members: [Event.Member] = []
        forEachMember { name, value in
            switch value {
            case .text(let text): members.append(.init("\(name)", .string(text)))
            case .number(let number): members.append(.init("\(name)", .integer(number)))
            }
        }
        return .object(members)
    }
}
