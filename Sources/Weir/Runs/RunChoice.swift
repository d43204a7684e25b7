internal import WeirModel
internal import WeirWrite

/// Decides by what the target remembers whether a run begins anew, goes on from where an earlier one has stopped, or is
/// not needed.
struct RunChoice {
    /// The run, if it begins anew.
    let fresh: RunRecord
    /// What the target remembers, the newest first.
    let earlier: [RunRecord]
    /// Whether the run has its name from the caller, so that it is no other run.
    var isNamed = false
    /// What happens to an unfinished run.
    let unfinished: RunOptions.Unfinished
    /// What happens when the same has been loaded before.
    let onRepeat: WriteSection.OnRepeat

    /// What is to be done.
    struct Decision {
        /// How the run begins; `nil` if it is not needed.
        var start: RunStart?
        /// The run that has loaded the same, if this one is not needed.
        var done: RunRecord?
        /// What a person should know.
        var notes: [String] = []
    }

    /// Decides.
    ///
    /// - Throws: `write.unfinishedRun`, `write.resumeMismatch`, `write.repeated`.
    func decide() throws -> Decision {
        if isNamed, let decision = try decideByName() { return decision }
        let same = earlier.filter { $0.run.pipeline == fresh.run.pipeline && $0.replays == fresh.replays && isSame($0) }
        if !isNamed, let open = same.first(where: \.isUnfinished) { return try decide(on: open) }
        if let done = same.first(where: { $0.state == .completed && $0.signature.settings == fresh.signature.settings })
        {
            return try decide(onRepeatOf: done)
        }
        return Decision(start: start(), notes: notesOnOthers)
    }

    /// What is to be done about the run of the same name, if there is one that counts.
    private func decideByName() throws -> Decision? {
        guard let mine = earlier.first(where: { $0.run.id == fresh.run.id }), mine.state != .undone else { return nil }
        guard mine.batches > 0 || mine.state == .completed else { return nil }
        guard isSame(mine), mine.run.pipeline == fresh.run.pipeline, mine.replays == fresh.replays else {
            throw WeirError(
                .writeResumeMismatch, "run \(mine.run.id) is of another input or another pipeline",
                hint: "give this run another name")
        }
        if mine.isUnfinished { return try decide(on: mine) }
        return Decision(
            start: nil, done: mine, notes: ["run \(mine.run.id) has loaded everything already: nothing is left to do"])
    }

    /// Whether a run has the same input; only one that can be looked at twice is known again.
    private func isSame(_ record: RunRecord) -> Bool {
        fresh.signature.input != nil && record.signature.input == fresh.signature.input
    }

    private func start(_ record: RunRecord? = nil, replacing replaced: RunRecord? = nil) -> RunStart {
        var start = RunStart(record ?? fresh)
        start.replaced = replaced
        start.memory = TargetMemory(earlier)
        return start
    }

    private func decide(on open: RunRecord) throws -> Decision {
        switch unfinished {
        case .restart:
            return Decision(
                start: start(replacing: open),
                notes: ["begun anew: what run \(open.run.id) had stored is removed"])
        case .refuse:
            throw WeirError(
                .writeUnfinishedRun, "run \(open.run.id) of this input is unfinished: \(Self.place(open))",
                hint: "leave out --no-resume to go on from there, or begin anew with --restart")
        case .resume:
            guard open.signature.settings == fresh.signature.settings else {
                throw WeirError(
                    .writeResumeMismatch,
                    "run \(open.run.id) of this input is unfinished, and the pipeline now decides otherwise about rows",
                    hint:
                        "undo the change to go on from where it stopped, or begin anew with --restart: that removes what "
                        + "it has stored")
            }
            var record = open
            record.attempt += 1
            return Decision(
                start: start(record), notes: ["run \(open.run.id) goes on where it was left: \(Self.place(open))"])
        }
    }

    private func decide(onRepeatOf done: RunRecord) throws -> Decision {
        if done.isUntold, unfinished == .resume, !isNamed {
            return Decision(
                start: nil, done: done,
                notes: ["run \(done.run.id) had stored everything when its process ended: nothing is left to do"])
        }
        let what = "run \(done.run.id) has loaded this input before, at \(ISOText.timestamp(done.updatedAt))"
        switch onRepeat {
        case .load: return Decision(start: start(), notes: [what] + notesOnOthers)
        case .skip: return Decision(start: nil, done: done, notes: ["skipped: \(what)"])
        case .fail:
            throw WeirError(
                .writeRepeated, what,
                hint:
                    "to load it once more, set write.onRepeat to load; `weir undo \(done.run.id)` removes what it has stored"
            )
        }
    }

    /// Unfinished runs of other inputs: their rows are in the target too.
    private var notesOnOthers: [String] {
        earlier.filter { $0.isUnfinished && $0.run.pipeline == fresh.run.pipeline }.prefix(3).map {
            "run \($0.run.id) of another input is unfinished: \(Self.place($0))"
        }
    }

    private static func place(_ record: RunRecord) -> String {
        "record \(record.records) of \(record.source), \(record.counts.committed) rows committed"
    }
}
