internal import WeirDecode
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSQLite
internal import WeirSpec
internal import WeirWrite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How a pipeline loads the rejects of an earlier run once they are corrected.
extension Pipeline {
    /// The pipeline as it loads the corrected rejects of an earlier run: plain text, added to what is there.
    ///
    /// - Parameter number: which replay of that run it is, from 1; its own rejects are named by it.
    func replaying(number: Int) -> Pipeline {
        var spec = spec
        let rejects = rejectsPath
        spec.decode.compression = .none
        if spec.decode.encoding != "auto" { spec.decode.encoding = "utf-8" }
        if spec.parse.declaredFormat == .xlsx { spec.parse.format = .csv }
        if spec.write.sqlite?.mode == .replace { spec.write.sqlite?.mode = .append }
        if let rejects { spec.write.rejects = OptionalPath(Self.numbered(rejects, "replay-\(number)")) }
        if let issues = issuesPath {
            spec.write.issues.path = OptionalPath(Self.numbered(issues, "replay-\(number)"))
        }
        return Pipeline(spec: spec, path: path, folder: folder)
    }

    /// A path with a word before its ending.
    private static func numbered(_ path: String, _ word: String) -> String {
        let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[name...].lastIndex(of: "."), dot > name else { return "\(path).\(word)" }
        return "\(path[..<dot]).\(word)\(path[dot...])"
    }

    /// The rejects files that a run has left, in order.
    ///
    /// - Throws: `read.noInput` if rejects are not written.
    var rejectsFiles: [String] {
        get throws {
            guard let first = rejectsPath else {
                throw WeirError(
                    .readNoInput, "the pipeline writes no rejects file", hint: "name the corrected rows with --input")
            }
            var files = [first]
            while access(RejectsFile.path(first, number: files.count + 1), R_OK) == 0 {
                files.append(RejectsFile.path(first, number: files.count + 1))
            }
            return files
        }
    }
}
