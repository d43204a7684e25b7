internal import WeirEmit
internal import WeirSQLite
internal import WeirSpec
internal import WeirValidate
internal import WeirWrite

extension Pipeline {
    /// The same pipeline with all that it writes in another folder, so that it can run many times.
    ///
    /// It is a bench and no load: the error budget does not count, and rows that break a rule do not end a run. Targets
    /// of which the kind is not known here are left out, so that none is touched.
    ///
    /// - Parameters:
    ///   - folder: where everything goes.
    ///   - batchBytes: the size of a batch in place of the pipeline's.
    ///   - workers: the number of workers in place of the pipeline's.
    func redirected(to folder: String, batchBytes: Int? = nil, workers: Int? = nil) -> Pipeline {
        var spec = spec
        var write = WriteSection()
        write.commitBytes = spec.write.commitBytes
        if var sqlite = spec.write.sqlite {
            sqlite.path = "\(folder)/target.db"
            write.sqlite = sqlite
        } else if var csv = spec.write.csv {
            csv.path = "\(folder)/target.csv\(csv.path.hasSuffix(".gz") ? ".gz" : "")"
            write.csv = csv
        } else if var ndjson = spec.write.ndjson {
            ndjson.path = "\(folder)/target.ndjson\(ndjson.path.hasSuffix(".gz") ? ".gz" : "")"
            write.ndjson = ndjson
        } else {
            write.null = NullSinkSettings()
        }
        write.rejects = OptionalPath(spec.write.rejects?.text == "" ? "" : "\(folder)/rejects.csv")
        write.issues = spec.write.issues
        write.issues.path = OptionalPath(spec.write.issues.path?.text == "" ? "" : "\(folder)/issues.ndjson")
        spec.write = write
        spec.emit = spec.emit.enumerated().compactMap { index, section in
            guard section.ndjson != nil else { return nil }
            var events = NDJSONEventSettings()
            events.path = "\(folder)/events-\(index).ndjson"
            var redirected = EmitSection()
            redirected.ndjson = events
            return redirected
        }
        spec.validate.errorBudget = nil
        if spec.validate.onViolation == .stop { spec.validate.onViolation = .reject }
        if let batchBytes { spec.limits.batchBytes = .value(ByteSize(bytes: batchBytes)) }
        if let workers { spec.limits.workers = .value(workers) }
        spec.name = name
        return Pipeline(spec, name: name, folder: folder)
    }
}
