internal import ArgumentParser
internal import Configuration
internal import SystemPackage
internal import Weir
internal import WeirModel
internal import WeirServer

/// How the service is to be: by options, then by environment variables, then by a file.
struct ServeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address to listen at. (default: 127.0.0.1)", valueName: "address"))
    var host: String?

    @Option(help: "The port. (default: 8001)")
    var port: Int?

    @Option(help: ArgumentHelp("The folder with the pipeline files. (default: Pipelines)", valueName: "folder"))
    var pipelines: String?

    @Option(help: ArgumentHelp("The folder for the store and for uploads. (default: weir-data)", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("How many jobs run at once. (default: 2)", valueName: "count"))
    var jobs: Int?

    @Option(help: ArgumentHelp("The most data memory of a job's process. (default: 1GiB)", valueName: "size"))
    var jobMemory: String?

    @Option(help: ArgumentHelp("The longest file. (default: 20GiB)", valueName: "size"))
    var uploadBytes: String?

    @Option(help: ArgumentHelp("The most bytes of files kept for a workspace. (default: 200GiB)", valueName: "size"))
    var workspaceBytes: String?

    @Option(
        help: ArgumentHelp(
            "How long jobs and their files are kept behind their end, such as 30d or 12h. (default: forever)",
            valueName: "age"))
    var keepJobs: String?

    @Option(help: ArgumentHelp("How many jobs may wait. (default: 10000)", valueName: "count"))
    var queue: Int?

    @Option(help: ArgumentHelp("How many connections there may be. (default: 1000)", valueName: "count"))
    var connections: Int?

    @Option(help: ArgumentHelp("The least rate of an upload, in bytes a second. (default: 1024)", valueName: "bytes"))
    var bodyRate: Int?

    @Option(help: ArgumentHelp("How long a connection may be idle, in seconds. (default: 30)", valueName: "seconds"))
    var idle: Int?

    @Option(
        name: .customLong("webhook"), parsing: .singleValue,
        help: ArgumentHelp("Who is called when a job of any workspace ends; may be repeated.", valueName: "url"))
    var webhooks: [String] = []

    @Flag(help: "Let webhooks that clients name be on private networks and without TLS.")
    var privateWebhooks = false

    @Flag(help: "Let pipelines refer to tables on private networks.")
    var privateInputs = false

    @Option(name: .customLong("log"), help: "How to log, on standard error.")
    var log: LogForm?

    @Option(help: ArgumentHelp("A JSON file with settings.", valueName: "file"))
    var config: String?

    /// The settings, whatever says them.
    ///
    /// - Throws: `server.badSettings`.
    func settings() async throws -> (ServerSettings, LogForm) {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "options", values: values), EnvironmentVariablesProvider(),
        ]
        if let config {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(config)))
            } catch {
                throw Self.bad("\(config) cannot be read as settings: \(error)")
            }
        }
        let reader = ConfigReader(providers: providers).scoped(to: "weir")
        var settings = ServerSettings()
        settings.host = reader.string(forKey: "host", default: settings.host)
        settings.port = try number(reader, "port", settings.port, 0...65_535)
        settings.pipelinesFolder = reader.string(forKey: "pipelines", default: settings.pipelinesFolder)
        settings.dataFolder = AbsolutePath.of(reader.string(forKey: "data", default: settings.dataFolder))
        settings.pipelinesFolder = AbsolutePath.of(settings.pipelinesFolder)
        settings.concurrentJobs = try number(reader, "jobs", settings.concurrentJobs, 1...1000)
        settings.jobMemoryBytes = try size(reader, "job.memory", settings.jobMemoryBytes)
        settings.uploadBytes = try size(reader, "upload.bytes", settings.uploadBytes)
        settings.workspaceBytes = try size(reader, "workspace.bytes", settings.workspaceBytes)
        settings.keptJobSeconds = try age(reader, "keep.jobs")
        settings.queueLimit = try number(reader, "queue", settings.queueLimit, 1...1_000_000)
        settings.connections = try number(reader, "connections", settings.connections, 1...100_000)
        settings.leastBodyRate = try number(reader, "body.rate", settings.leastBodyRate, 0...1_000_000_000)
        settings.idleSeconds = try number(reader, "idle", settings.idleSeconds, 1...86_400)
        settings.webhooks = webhooks.isEmpty ? reader.stringArray(forKey: "webhooks", default: []) : webhooks
        settings.webhookSecret = reader.string(forKey: "webhook.secret", isSecret: true)
        settings.allowsPrivateWebhooks = reader.bool(forKey: "private.webhooks", default: false)
        settings.allowsPrivateInputs = reader.bool(forKey: "private.inputs", default: false)
        settings.executable = try Executable.path()
        let log = reader.string(forKey: "log").map { LogForm(rawValue: $0) } ?? .text
        guard let log else { throw Self.bad("log must be one of: text, json") }
        return (settings, log)
    }

    /// The options that were given, by the names of the settings.
    private var values: [AbsoluteConfigKey: ConfigValue] {
        let texts: [(String, String?)] = [
            ("host", host), ("pipelines", pipelines), ("data", data), ("job.memory", jobMemory),
            ("upload.bytes", uploadBytes), ("workspace.bytes", workspaceBytes), ("keep.jobs", keepJobs),
            ("log", log?.rawValue),
            ("port", port.map { String($0) }), ("jobs", jobs.map { String($0) }), ("queue", queue.map { String($0) }),
            ("connections", connections.map { String($0) }), ("body.rate", bodyRate.map { String($0) }),
            ("idle", idle.map { String($0) }), ("private.webhooks", privateWebhooks ? "true" : nil),
            ("private.inputs", privateInputs ? "true" : nil),
        ]
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (name, text) in texts {
            guard let text else { continue }
            let key = AbsoluteConfigKey(["weir"] + name.split(separator: ".").map(String.init))
            switch name {
            case "private.webhooks", "private.inputs": values[key] = ConfigValue(.bool(text == "true"), isSecret: false)
            default: values[key] = ConfigValue(.string(text), isSecret: false)
            }
        }
        return values
    }

    private func number(
        _ reader: ConfigReader, _ key: ConfigKey, _ usual: Int, _ range: ClosedRange<Int>
    ) throws -> Int {
        // A file may say it as a number, an option and a variable say it as a text.
        let given = reader.int(forKey: key) ?? reader.string(forKey: key).map { Int($0) ?? range.lowerBound - 1 }
        let value = given ?? usual
        guard range.contains(value) else {
            throw Self.bad("\(key) must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private func size(_ reader: ConfigReader, _ key: ConfigKey, _ usual: Int) throws -> Int {
        guard let text = reader.string(forKey: key) ?? reader.int(forKey: key).map({ String($0) }) else { return usual }
        guard let size = SizeList.size(text) else {
            throw Self.bad("\(key) must be a size such as 512MiB, not \(text.debugDescription)")
        }
        return size
    }

    private func age(_ reader: ConfigReader, _ key: ConfigKey) throws -> Int? {
        guard let text = reader.string(forKey: key), text != "forever" else { return nil }
        guard let age = Age(text) else {
            throw Self.bad("\(key) must be an age such as 30d, 12h or 90m, or forever, not \(text.debugDescription)")
        }
        return age.seconds
    }

    private static func bad(_ message: String) -> WeirError { WeirError(.serverBadSettings, message) }
}

/// How the service logs.
enum LogForm: String, ExpressibleByArgument, CaseIterable {
    /// A line for a person.
    case text
    /// A JSON object on each line.
    case json
}
