internal import Synchronization

/// How many files each workspace hands in at the moment.
final class UploadSlots: Sendable {
    private let limit: Int
    private let counts = Mutex<[String: Int]>([:])

    init(limit: Int) { self.limit = limit }

    /// Takes a place.
    ///
    /// - Throws: `server.tooManyUploads`.
    func enter(_ workspace: String) throws(ServiceProblem) {
        let isIn = counts.withLock { counts in
            guard counts[workspace, default: 0] < limit else { return false }
            counts[workspace, default: 0] += 1
            return true
        }
        guard isIn else { throw .tooManyUploads.closing }
    }

    /// Gives the place back.
    func leave(_ workspace: String) {
        counts.withLock { counts in
            let left = counts[workspace, default: 1] - 1
            counts[workspace] = left > 0 ? left : nil
        }
    }
}
