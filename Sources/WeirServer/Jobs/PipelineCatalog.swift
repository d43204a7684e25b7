internal import Foundation
internal import Logging
internal import Weir
internal import WeirModel

/// The pipelines that files can be handed in for: the `.yaml` files of one folder, each by the name of its file.
///
/// A file is read when it is asked for, so that an operator can mend it while the server runs.
struct PipelineCatalog: Sendable {
    private let folder: String

    init(folder: String) { self.folder = folder }

    /// A pipeline and the file that it stands in.
    struct Entry: Sendable {
        let name: String
        let path: String
        let pipeline: Pipeline
    }

    /// All that can be used, by name.
    func entries() -> [Entry] { names.compactMap { try? entry($0) } }

    /// The pipeline of a name.
    ///
    /// - Parameter job: the job that it is for; a pipeline may name its target by the job or the workspace.
    /// - Throws: `server.noPipeline`; what is wrong with the file.
    func entry(_ name: String, for job: JobRecord? = nil) throws -> Entry {
        guard names.contains(name) else { throw ServiceProblem.noPipeline }
        let path = "\(folder)/\(name).yaml"
        let variables = job.map(Self.variables) ?? ["WEIR_JOB": "job", "WEIR_WORKSPACE": Access.defaultWorkspace]
        let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        return Entry(name: name, path: path, pipeline: try Pipeline.load(path, environment: environment))
    }

    /// The only pipeline there is.
    ///
    /// - Throws: `server.badRequest` where there are several, or none; what is wrong with the file.
    func only() throws -> Entry {
        guard names.count == 1 else {
            throw ServiceProblem.badRequest(
                "The parameter pipeline is missing.", hint: "GET /pipelines lists what can be loaded.")
        }
        return try entry(names[0])
    }

    /// What a pipeline file may use as `${WEIR_WORKSPACE}` and `${WEIR_JOB}`.
    static func variables(of job: JobRecord) -> [String: String] {
        ["WEIR_JOB": job.id, "WEIR_WORKSPACE": job.workspace]
    }

    /// What is wrong with files of the folder, by their names.
    func problems() -> [String: String] {
        var problems: [String: String] = [:]
        for name in names {
            do { _ = try entry(name) } catch { problems[name] = "\(error)" }
        }
        return problems
    }

    /// The names of the files.
    private var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(5)) }
            .sorted()
    }
}
