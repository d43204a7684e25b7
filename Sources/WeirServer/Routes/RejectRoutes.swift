internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Subprocess
internal import SystemPackage

/// The rejected rows of a job as a file: byte for byte as they were written, or so that no cell is a formula.
struct RejectRoutes: Sendable {
    let jobs: JobRoutes
    let catalog: PipelineCatalog
    let settings: ServerSettings
    let logger: Logger

    private enum Form: String, CaseIterable { case raw, spreadsheet }

    func add(to router: RouterGroup<ServiceContext>) { router.get("jobs/:job_id/rejects", use: download) }

    @Sendable private func download(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        let query = try QueryReader(request, known: ["format"])
        let form = try query.choice("format", of: Form.self) ?? .raw
        let job = try await jobs.job(context)
        guard job.state.isFinal else {
            throw ServiceProblem.wrongState(
                "The job is \(job.state.rawValue): its rejects are complete when it has ended.")
        }
        let folder = JobFolder(of: job.id, in: settings.dataFolder)
        guard let name = job.detail.rejects.first, let path = folder.file(name),
            FileManager.default.fileExists(atPath: path)
        else { throw ServiceProblem.noRejects }
        let file = form == .raw ? path : try await spreadsheet(of: path, job, folder)
        let shown = Self.name(of: job, ending: form == .raw ? (name as NSString).pathExtension : "spreadsheet.csv")
        return try Self.response(file, shown, isText: form == .spreadsheet || name.hasSuffix(".csv"))
    }

    /// Writes the form for spreadsheets once: the pipeline as it is, without its checks and into a file.
    ///
    /// Every rejected record has a row: one that lacks cells, and a line that is no JSON, as it stands.
    private func spreadsheet(of path: String, _ job: JobRecord, _ folder: JobFolder) async throws -> String {
        let target = folder.spreadsheet
        if FileManager.default.fileExists(atPath: target) { return target }
        let pipeline = try catalog.entry(job.pipeline, for: job).path
        let sink = "{csv: {path: \(Self.quoted(target)), spreadsheet: true}, rejects: '', issues: ''}"
        var changes = ["validate={onViolation: keep}", "decode={}", "emit=[]", "write=\(sink)"]
        if job.isJSONLines {
            // Characters that stand in no line of JSON: so a line is one cell.
            let dialect = #"{delimiter: "\u001f", quoteChar: "\u001e", header: false}"#
            changes.append("parse={format: csv, dialect: \(dialect)}")
        }
        let result = try await Subprocess.run(
            .path(FilePath(settings.executable)),
            arguments: Arguments(
                ["run", pipeline, "--input", path, "--progress", "none", "--restart"]
                    + changes.flatMap { ["--set", $0] }),
            environment: .inherit.updating(PipelineCatalog.variables(of: job).subprocessKeys),
            output: .discarded, error: .string(limit: 4096))
        guard FileManager.default.fileExists(atPath: target) else {
            logger.error(
                "the rejects could not be written for spreadsheets",
                metadata: ["job": "\(job.id)", "output": "\(result.standardError)"])
            throw ServiceProblem.cannot("The rejects cannot be written as a spreadsheet.", hint: "format=raw has them.")
        }
        return target
    }

    /// A text as JSON, and so as YAML, has it.
    private static func quoted(_ text: String) -> String { StoredJSON.text(of: text) }

    /// What the file is called for the client: after the file that was handed in.
    private static func name(of job: JobRecord, ending: String) -> String {
        let stem = job.fileName.split(separator: ".").first.map(String.init) ?? "rows"
        return "\(stem).rejects.\(ending)"
    }

    /// What RFC 8187 lets stand as it is.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_")

    private static func response(_ path: String, _ name: String, isText: Bool) throws -> Response {
        guard let length = (try FileManager.default.attributesOfItem(atPath: path))[.size] as? Int,
            let file = FileHandle(forReadingAtPath: path)
        else { throw ServiceProblem.noRejects }
        // For clients that know only the old form, such as curl.
        let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) ? $0 : "_" })
        let encoded = name.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? "rejects"
        let body = ResponseBody(contentLength: length) { writer in
            var left = length
            while left > 0 {
                let count = min(left, 256 << 10)
                let part = try await NIOThreadPool.singleton.runIfActive { try file.read(upToCount: count) ?? Data() }
                guard !part.isEmpty else { throw ServiceProblem.unavailable }
                left -= part.count
                try await writer.write(ByteBuffer(bytes: part))
            }
            try? file.close()
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: isText ? "text/csv; charset=utf-8" : "application/octet-stream",
                .contentDisposition: "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)",
                .cacheControl: "no-store",
            ], body: body)
    }
}
