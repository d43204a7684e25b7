internal import Foundation
internal import GRDB
internal import Weir
public import WeirModel

/// What the service knows: jobs, their issues and events, tokens, webhooks and the audit log, in one SQLite database.
///
/// Nothing else has a job's state. What was acknowledged is stored to disk first: each commit is synced.
public final class JobStore: Sendable {
    let database: DatabasePool

    /// Opens the store, and brings an older one up to date.
    ///
    /// - Parameters:
    ///   - path: the file; it is made if it is not there.
    ///   - isVisitor: whether a server may be at work on it. Then this process leaves the upkeep of the file to that one.
    /// - Throws: `server.storeUnusable`.
    public init(path: String, isVisitor: Bool = false) throws(WeirError) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA synchronous = FULL")
            // A checkpoint while another connection writes can damage the file in many versions of SQLite.
            if isVisitor { try connection.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        }
        do {
            database = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
        } catch {
            throw WeirError(
                .serverStoreUnusable, "the store of the service cannot be used: \(error)",
                hint: "is \(path) a store of this version, and may this user write there?",
                position: WeirError.Position(file: path))
        }
    }

    /// Opens the store of a service that may be running.
    ///
    /// - Throws: `server.storeUnusable`.
    public static func visiting(_ settings: ServerSettings) throws(WeirError) -> JobStore {
        do {
            try FileManager.default.createDirectory(
                atPath: settings.dataFolder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw WeirError(
                .serverStoreUnusable, "the folder \(settings.dataFolder) cannot be made",
                hint: "name the data folder of the service by --data")
        }
        return try JobStore(path: settings.storePath, isVisitor: true)
    }
}
