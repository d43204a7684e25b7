public import WeirModel
internal import WeirSpec

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Finds the files of tests that a person means.
public enum PipelineTestFinder {
    /// How deep folders are searched.
    private static var deepest: Int { 32 }

    /// The files of tests, in byte order of their paths within each folder.
    ///
    /// - Parameter paths: files, which are taken whatever their name is, and folders, which are searched for
    ///   `*.test.yaml` in themselves and below; what begins with a point is left out, and links to folders are not
    ///   followed. No path is the current folder.
    /// - Throws: `spec.notFound` for a path that is not there, or if nothing is found.
    public static func files(in paths: [String]) throws(WeirError) -> [String] {
        var files: [String] = []
        for path in paths.isEmpty ? ["."] : paths {
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw WeirError(.specNotFound, "there is no such file", position: WeirError.Position(file: path))
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                search(path == "." ? "" : path.hasSuffix("/") ? path : path + "/", depth: 1, &files)
            } else {
                files.append(path)
            }
        }
        if files.isEmpty {
            throw WeirError(
                .specNotFound, "no file of tests is found: NAME\(PipelineTestFile.endings[0])",
                hint: "a test file stands beside its pipeline: orders.test.yaml beside orders.yaml")
        }
        var seen: Set<String> = []
        return files.filter { seen.insert($0).inserted }
    }

    private static func search(_ folder: String, depth: Int, _ files: inout [String]) {
        var folders: [String] = []
        for name in names(in: folder.isEmpty ? "." : folder) where !name.hasPrefix(".") {
            var status = stat()
            guard lstat(folder + name, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                folders.append(folder + name + "/")
            } else if PipelineTestFile.isNamed(name) {
                files.append(folder + name)
            }
        }
        guard depth < deepest else { return }
        for folder in folders { search(folder, depth: depth + 1, &files) }
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
