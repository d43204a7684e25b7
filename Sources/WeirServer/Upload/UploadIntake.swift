internal import Foundation
internal import Hummingbird
internal import NIOCore

/// Takes a file in: from the body of a request to a job that waits its turn.
///
/// What can be refused is refused before a job exists, and as early as it can be known. When the answer is sent, the file
/// is synced and the job is stored.
struct UploadIntake: Sendable {
    let store: JobStore
    let catalog: PipelineCatalog
    let settings: ServerSettings
    let metrics: ServiceMetrics
    let webhooks: WebhookBook
    let slots: UploadSlots

    /// What a request says of the file besides its bytes.
    struct Wishes: Sendable {
        var pipeline: String?
        var fileName: String?
        var webhook: String?
        var replayOf: JobRecord?
        var key: String?
    }

    /// A file that has come.
    private struct Received {
        var name: UploadName
        var path: String
        var byteCount: Int
        var digest: String
        var wishes: Wishes
    }

    /// Takes the file of a request in.
    ///
    /// - Returns: the job; the one that is there already for the key of an earlier request.
    func take(_ request: Request, _ wishes: Wishes, for access: Access) async throws -> JobRecord {
        try slots.enter(access.workspace)
        defer { slots.leave(access.workspace) }
        let length = request.headers[.contentLength].flatMap { Int($0) }
        if let length {
            guard length <= settings.bodyLimit else { throw ServiceProblem.tooLarge(settings.uploadBytes).closing }
            try await checkQuota(of: access.workspace, adding: length)
        }
        let temporary = "\(settings.dataFolder)/uploads/\(Identifier.new(at: .now))"
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        let received: Received
        do {
            received = try await receive(request, wishes, to: temporary)
        } catch let problem as ServiceProblem {
            // The rest of the body is not wanted.
            throw problem.closing
        }
        // A body that did not say how long it is.
        if length == nil { try await checkQuota(of: access.workspace, adding: received.byteCount) }
        metrics.uploaded(received.byteCount)
        return try await makeJob(received, for: access)
    }

    private func checkQuota(of workspace: String, adding length: Int) async throws {
        guard try await store.storedBytes(of: workspace) + length <= settings.workspaceBytes else {
            throw ServiceProblem.quotaExceeded.closing
        }
    }

    private func receive(_ request: Request, _ wishes: Wishes, to path: String) async throws -> Received {
        let type = HeaderParameters(request.headers[.contentType] ?? "")
        switch type.value.lowercased() {
        case "multipart/form-data":
            guard let boundary = type["boundary"] else {
                throw ServiceProblem.badRequest("The content type of the multipart body names no boundary.")
            }
            return try await receiveForm(request, boundary: boundary, wishes, to: path)
        case "application/json":
            throw ServiceProblem.unsupported("A JSON document is no file; JSON Lines are handed in as a .jsonl file.")
        default: return try await receiveBody(request, wishes, to: path)
        }
    }

    /// The body is the file.
    private func receiveBody(_ request: Request, _ wishes: Wishes, to path: String) async throws -> Received {
        let disposition = HeaderParameters(request.headers[.contentDisposition] ?? "")
        let given =
            wishes.fileName ?? disposition["filename*"].flatMap(HeaderParameters.decoded) ?? disposition["filename"]
        guard let given else {
            throw ServiceProblem.badRequest(
                "The file has no name; its ending says what it is.",
                hint: "Name it by the parameter file_name, or send multipart/form-data.")
        }
        let name = try UploadName(given)
        let wishes = try checked(wishes)
        var file = try UploadFile(path: path, limit: settings.uploadBytes)
        var pace = BodyPace(leastBytesPerSecond: settings.leastBodyRate, from: .now)
        var isChecked = false
        for try await buffer in request.body {
            try pace.take(buffer.readableBytes, at: .now)
            try await file.append(buffer.readableBytesView)
            if !isChecked, file.head.count >= 8 {
                isChecked = true
                try name.check(head: file.head)
            }
        }
        return try await ended(&file, name, wishes)
    }

    /// The file is a part of a form.
    private func receiveForm(_ request: Request, boundary: String, _ wishes: Wishes, to path: String) async throws
        -> Received
    {
        var form = try UploadForm(boundary: boundary, wishes: wishes)
        var pace = BodyPace(leastBytesPerSecond: settings.leastBodyRate, from: .now)
        var file: UploadFile?
        var name: UploadName?
        for try await buffer in request.body {
            try pace.take(buffer.readableBytes, at: .now)
            form.push(buffer.readableBytesView)
            while let event = try form.next() {
                switch event {
                case .file(let given):
                    guard file == nil else { throw ServiceProblem.badRequest("There is more than one file.") }
                    name = try UploadName(given)
                    form.wishes = try checked(form.wishes)
                    file = try UploadFile(path: path, limit: settings.uploadBytes)
                case .bytes(let bytes):
                    try await file?.append(bytes)
                    if let head = file?.head, head.count >= 8, let name { try name.check(head: head) }
                }
            }
        }
        guard form.hasEnded else {
            throw ServiceProblem.badRequest("The multipart body ends before its last boundary.")
        }
        guard var file, let name else {
            throw ServiceProblem.badRequest("The form has no part named file with a file name.")
        }
        return try await ended(&file, name, form.wishes)
    }

    /// What is asked for, if it can be done: known before the bytes are taken in.
    private func checked(_ wishes: Wishes) throws -> Wishes {
        var wishes = wishes
        if let original = wishes.replayOf {
            wishes.pipeline = original.pipeline
        }
        do {
            wishes.pipeline = try wishes.pipeline.map { try catalog.entry($0) }?.name ?? catalog.only().name
        } catch let problem as ServiceProblem {
            throw problem
        } catch {
            throw ServiceProblem.cannot("The pipeline cannot be used at present; the operator has to mend it.")
        }
        if let url = wishes.webhook { try webhooks.checkForm(of: url) }
        return wishes
    }

    private func ended(_ file: inout UploadFile, _ name: UploadName, _ wishes: Wishes) async throws -> Received {
        try name.check(head: file.head)
        guard file.byteCount > 0 else { throw ServiceProblem.cannot("The file is empty.") }
        let digest = try await file.finish()
        return Received(name: name, path: file.path, byteCount: file.byteCount, digest: digest, wishes: wishes)
    }

    /// Gives the file a folder and stores the job.
    private func makeJob(_ received: Received, for access: Access) async throws -> JobRecord {
        let now = Timestamp.now
        let job = JobRecord(
            id: Identifier.new(at: now), workspace: access.workspace, pipeline: received.wishes.pipeline ?? "",
            fileName: received.name.text, storedName: received.name.storedName, fileBytes: received.byteCount,
            digest: received.digest, replayOf: received.wishes.replayOf?.id, createdAt: now)
        let folder = JobFolder(of: job.id, in: settings.dataFolder)
        do {
            try FileManager.default.createDirectory(
                atPath: folder.path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try FileManager.default.moveItem(atPath: received.path, toPath: folder.input(job))
            try DurableFolder.sync(folder.path)
            try DurableFolder.sync("\(settings.dataFolder)/jobs")
        } catch {
            throw ServiceProblem.unavailable
        }
        do {
            let webhook = try await received.wishes.webhook.asyncMap {
                try await webhooks.endpoint(for: $0, of: access.workspace)
            }
            let stored = try await store.add(
                job, by: access.actor, key: received.wishes.key, webhook: webhook, queueLimit: settings.queueLimit)
            if stored.id != job.id { try? FileManager.default.removeItem(atPath: folder.path) }
            return stored
        } catch {
            try? FileManager.default.removeItem(atPath: folder.path)
            throw error
        }
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        if let self { return try await transform(self) }
        return nil
    }
}
