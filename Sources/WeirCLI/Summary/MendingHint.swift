internal import Weir
internal import WeirDecode
internal import WeirParse
internal import WeirSQLite
internal import WeirWrite

/// How to load the rejected rows after they have been corrected.
struct MendingHint {
    /// The rejects file.
    let file: String
    /// The command that loads the corrected rows.
    let command: String

    /// The hint for a run; none if there is nothing to mend, or if loading it would replace what is there.
    init?(_ pipeline: Pipeline, report: RunReport) {
        guard report.status == .completed, report.summary.rejectsWritten > 0 else { return nil }
        guard let file = report.summary.rejectsFiles.first, let sqlite = pipeline.spec.write.sqlite else { return nil }
        var changes: [String] = []
        if sqlite.mode == .replace { changes.append("write.sqlite.mode=append") }
        // Rejects are plain UTF-8, whatever their source was.
        if pipeline.spec.parse.declaredFormat == .xlsx { changes.append("parse.format=csv") }
        let decode = pipeline.spec.decode
        if decode.compression == .gzip { changes.append("decode.compression=none") }
        if decode.encoding != "auto" { changes.append("decode.encoding=utf-8") }
        self.init(pipeline: pipeline.path, rejects: file, changes: changes)
    }

    /// Makes a hint.
    ///
    /// - Parameters:
    ///   - pipeline: the pipeline file.
    ///   - rejects: the rejects file.
    ///   - changes: settings that are different for this one load.
    init(pipeline: String, rejects: String, changes: [String]) {
        file = rejects
        let dot = rejects.lastIndex(of: ".") ?? rejects.endIndex
        let (stem, ending) = (rejects[..<dot], rejects[dot...])
        // The next run writes a rejects file of its own, so its input must have another name.
        let copy =
            stem.hasSuffix(".rejects")
            ? "\(stem.dropLast(".rejects".count)).mended\(ending)" : "\(rejects).mended\(ending)"
        let settings = changes.map { " --set \($0)" }.joined()
        command = "cp \(rejects) \(copy)   # then correct it, and\nweir run \(pipeline) --input \(copy)\(settings)"
    }
}
