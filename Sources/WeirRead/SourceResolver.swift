import WeirModel
import WeirSpec

/// Turns what the user wrote into a list of files that can be read.
///
/// Everything that can be wrong with an input without reading it is found here, before the first stage starts.
struct SourceResolver {
    private let calls: FileSystemCalls
    private let remote: (any RemoteInputs)?
    private var remoteNames: [String: String] = [:]
    private var sources: [ResolvedSource] = []
    private var nameByIdentity: [FileStatus.Identity: String] = [:]
    private var hasStandardInput = false

    init(calls: FileSystemCalls, remote: (any RemoteInputs)? = nil) {
        self.calls = calls
        self.remote = remote
    }

    /// Looks up all paths and patterns, in order.
    mutating func resolve(_ paths: [SpecPath]) throws(WeirError) -> [ResolvedSource] {
        guard !paths.isEmpty else {
            throw WeirError(.readNoInput, "No input is named.", hint: "Set read.path.")
        }
        for path in paths {
            if path.isStandardStream {
                try addStandardInput()
            } else if path.isRemote {
                try addRemote(path.text)
            } else {
                try add(path)
            }
        }
        return sources
    }

    private mutating func addStandardInput() throws(WeirError) {
        guard !hasStandardInput else {
            throw WeirError(
                .readDuplicate,
                "Standard input is named twice.",
                position: WeirError.Position(file: ReadSettings.standardInput)
            )
        }
        hasStandardInput = true
        sources.append(.standardInput)
    }

    private mutating func addRemote(_ location: String) throws(WeirError) {
        guard let remote else {
            throw WeirError(.readBadURL, "Inputs that are elsewhere cannot be read here.", hint: "Name a file.")
        }
        for file in try remote.files(at: location) {
            guard remoteNames.updateValue(file.name, forKey: file.identity) == nil else {
                throw WeirError(
                    .readDuplicate, "The file is named twice.",
                    hint: "Its rows would be loaded twice. Name each file once.",
                    position: WeirError.Position(file: file.name))
            }
            sources.append(
                ResolvedSource(
                    origin: .remote(RemoteOrigin(file)), info: SourceInfo(name: file.name, byteCount: file.byteCount)))
        }
    }

    /// A path that exists as it is written wins over its reading as a pattern.
    private mutating func add(_ named: SpecPath) throws(WeirError) {
        let path = named.resolved
        if let status = try status(of: path) {
            try addFile(path, status)
        } else if GlobPattern.isPattern(named.text) {
            for match in try GlobPattern(text: named.text, folder: named.folder).matches() {
                // A symbolic link that leads nowhere matches too.
                guard let status = try status(of: match) else { throw notFound(match, in: named.folder) }
                try addFile(match, status)
            }
        } else if let end = named.text.firstRange(of: "://") {
            throw WeirError(
                .readBadURL, "Inputs cannot be read by \(named.text[..<end.lowerBound]).",
                hint: "\(SpecPath.remoteSchemes.joined(separator: ", ")) and files can.")
        } else {
            throw notFound(path, in: named.folder)
        }
    }

    private func status(of path: String) throws(WeirError) -> FileStatus? {
        do throws(SystemCallFailure) {
            return try uninterrupted { () throws(SystemCallFailure) in try calls.status(path) }
        } catch {
            guard error.isAbsence else { throw unreadable(path, because: error) }
            return nil
        }
    }

    private mutating func addFile(_ path: String, _ status: FileStatus) throws(WeirError) {
        let position = WeirError.Position(file: path)
        switch status.kind {
        case .regular, .stream: break
        case .directory:
            throw WeirError(
                .readIsDirectory,
                "This is a folder, not a file.",
                hint: "Name its files by a pattern, such as \(resolvePath("*.csv", in: path)).",
                position: position
            )
        case .other:
            throw WeirError(.readUnreadable, "This is not a file that can be read.", position: position)
        }
        do throws(SystemCallFailure) {
            try uninterrupted { () throws(SystemCallFailure) in try calls.checkReadable(path) }
        } catch {
            throw unreadable(path, because: error)
        }
        if let other = nameByIdentity.updateValue(path, forKey: status.identity) {
            throw WeirError(
                .readDuplicate,
                other == path ? "The file is named twice." : "The file is the same as \(other).",
                hint: "Its rows would be loaded twice. Name each file once.",
                position: position
            )
        }
        let byteCount = status.kind == .regular ? status.byteCount : nil
        sources.append(
            ResolvedSource(origin: .file(path: path), info: SourceInfo(name: path, byteCount: byteCount))
        )
    }

    private func notFound(_ path: String, in folder: String) -> WeirError {
        WeirError(
            .readNotFound,
            "There is no such file.",
            hint: folder.isEmpty || !path.hasPrefix(folder) ? nil : "Relative paths start at \(folder).",
            position: WeirError.Position(file: path)
        )
    }

    private func unreadable(_ path: String, because failure: SystemCallFailure) -> WeirError {
        WeirError(
            .readUnreadable,
            "The file cannot be read: \(failure).",
            position: WeirError.Position(file: path)
        )
    }
}
