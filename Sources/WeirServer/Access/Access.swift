/// What a token may do.
public enum AccessScope: String, Sendable, CaseIterable {
    /// Hand in files, cancel and retry.
    case upload
    /// See jobs, issues and rejects.
    case read
    /// See and change webhooks, see the audit log.
    case admin

    static func set(_ text: String) -> Set<AccessScope> {
        Set(text.split(separator: " ").compactMap { AccessScope(rawValue: String($0)) })
    }
}

/// Who a request comes from, and what it may do.
struct Access: Sendable {
    /// Whose jobs it sees.
    var workspace: String
    /// What the audit log calls it.
    var actor: String
    /// What it may do.
    var scopes: Set<AccessScope>

    /// The workspace of a server without tokens.
    static let defaultWorkspace = "default"

    /// Whoever comes where there are no tokens.
    static let open = Access(workspace: defaultWorkspace, actor: "anyone", scopes: Set(AccessScope.allCases))
}
