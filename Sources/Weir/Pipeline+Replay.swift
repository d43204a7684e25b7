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
    /// - Parameters:
    ///   - number: which replay of that run it is, from 1; its own rejects are named by it.
    ///   - files: the files of the corrected rows.
    func replaying(number: Int, files: [String]) -> Pipeline {
        var spec = spec
        let rejects = rejectsPath
        spec.decode.compression = .none
        if spec.decode.encoding != "auto" { spec.decode.encoding = "utf-8" }
        // Rejects are written as the input is, whatever their file is called; but they may be corrected in a workbook.
        if files.contains(where: { ParseSettings.Format(fileName: $0) == .xlsx }) {
            spec.parse.declaredFormat = nil
        } else if spec.parse.declaredFormat == .xlsx {
            spec.parse.declaredFormat = .csv
        }
        if spec.write.sqlite?.mode == .replace { spec.write.sqlite?.mode = .append }
        if let rejects { spec.write.rejects = OptionalPath(Self.numbered(rejects, "replay-\(number)")) }
        if let issues = issuesPath {
            spec.write.issues.path = OptionalPath(Self.numbered(issues, "replay-\(number)"))
        }
        return Pipeline(spec: spec, path: path, folder: folder)
    }

    /// The pipeline as it says the format of its input, which a run finds: rejects have it too, and are named by it.
    ///
    /// Where the input is not there any more, its name alone tells the format.
    func declaringFormat(allowsPrivate: Bool) -> Pipeline {
        guard spec.parse.declaredFormat == nil else { return self }
        let read = spec.read
        let opened = try? OpenedInput(
            read.inputs(allowsPrivate: allowsPrivate), parse: spec.parse, compression: spec.decode.compression,
            entry: read.entry)
        var spec = spec
        spec.parse.declaredFormat =
            opened?.format ?? (read.entry ?? read.locations.first?.text).flatMap(ParseSettings.Format.init(fileName:))
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
