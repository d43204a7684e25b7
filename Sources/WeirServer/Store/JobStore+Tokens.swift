internal import Crypto
internal import Foundation
internal import GRDB
internal import WeirModel

extension JobStore {
    /// Makes a token and stores its hash; the token itself is told only now.
    ///
    /// - Throws: `server.storeUnusable`.
    public func createToken(workspace: String, name: String, scopes: Set<AccessScope>) throws -> AccessToken {
        let token = AccessToken.random()
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO tokens (id, workspace, name, scopes, hash, created_at) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    token.id, workspace, name, scopes.map(\.rawValue).sorted().joined(separator: " "),
                    Data(token.hash), Timestamp.now,
                ])
            try Self.note(.now, workspace, "operator", "token created", nil, "\(token.id) \(name)", in: database)
        }
        return token
    }

    /// All tokens, without what is secret.
    public func tokens() throws -> [TokenRecord] {
        try database.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM tokens ORDER BY created_at, id").map { row in
                TokenRecord(
                    id: row["id"], workspace: row["workspace"], name: row["name"],
                    scopes: AccessScope.set(row["scopes"]), createdAt: (row["created_at"] as Timestamp).text,
                    revokedAt: (row["revoked_at"] as Timestamp?)?.text)
            }
        }
    }

    /// Lets a token count no more.
    ///
    /// - Returns: whether there is one of this name that counted.
    public func revokeToken(_ id: String) throws -> Bool {
        try database.write { database in
            guard
                let workspace = try String.fetchOne(
                    database, sql: "SELECT workspace FROM tokens WHERE id = ? AND revoked_at IS NULL", arguments: [id])
            else { return false }
            try database.execute(
                sql: "UPDATE tokens SET revoked_at = ? WHERE id = ?", arguments: [Timestamp.now, id])
            try Self.note(.now, workspace, "operator", "token revoked", nil, id, in: database)
            return true
        }
    }

    /// Whether there has ever been a token: from then on nobody gets in without.
    func hasTokens() async throws -> Bool {
        try await database.read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM tokens)") ?? false }
    }

    /// Who a token stands for; `nil` if it does not count.
    func access(by token: AccessToken) async throws -> Access? {
        let known = try await database.read { database in
            try Row.fetchOne(
                database, sql: "SELECT workspace, scopes, hash FROM tokens WHERE id = ? AND revoked_at IS NULL",
                arguments: [token.id]
            ).map { row in
                (
                    hash: [UInt8](row["hash"] as Data),
                    access: Access(workspace: row["workspace"], actor: token.id, scopes: AccessScope.set(row["scopes"]))
                )
            }
        }
        // An unknown token is compared too, so that the time tells nothing.
        let hash = known?.hash ?? [UInt8](repeating: 0, count: SHA256.byteCount)
        return ConstantTime.areEqual(hash, token.hash) ? known?.access : nil
    }
}

/// A token as it is listed.
public struct TokenRecord: Sendable {
    /// The part of it that is no secret.
    public let id: String
    /// Whose jobs it sees.
    public let workspace: String
    /// What it is for.
    public let name: String
    /// What it may do.
    public let scopes: Set<AccessScope>
    /// When it was made.
    public let createdAt: String
    /// When it ceased to count, if it has.
    public let revokedAt: String?
}
