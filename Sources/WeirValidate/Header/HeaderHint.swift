import WeirModel

/// What helps against a header that does not fit: a setting that was tried, or the ways there are.
enum HeaderHint {
    /// Finds the smallest change of the settings with which the header fits.
    static func text(_ schema: TableSchema, _ settings: HeaderSettings, labels: [String]) -> String {
        func fits(_ schema: TableSchema, _ settings: HeaderSettings) -> Bool {
            guard settings.ambiguities(in: schema).isEmpty else { return false }
            var matcher = HeaderMatcher(schema, settings, labels: labels, suggests: false)
            _ = matcher.run()
            return matcher.fits
        }
        var byName = schema
        if schema.fieldsMatch == .exact { byName.fieldsMatch = .equal }
        for (schema, isByName) in [(schema, false), (byName, true)] {
            for (foldCase, foldSpace) in [(false, false), (true, false), (false, true), (true, true)] {
                let tried = HeaderSettings(
                    foldCase: foldCase || settings.foldCase, foldSpace: foldSpace || settings.foldSpace)
                guard tried != settings || isByName, fits(schema, tried) else { continue }
                var changes: [String] = []
                if isByName { changes.append("`fieldsMatch: equal` in the schema, which finds columns by name") }
                var folds: [String] = []
                if tried.foldCase != settings.foldCase { folds.append("foldCase: true") }
                if tried.foldSpace != settings.foldSpace { folds.append("foldSpace: true") }
                if !folds.isEmpty { changes.append("`validate.header: { \(folds.joined(separator: ", ")) }`") }
                return "it fits with " + changes.joined(separator: " and ")
            }
        }
        return "correct the schema's fields, give a field the label by `aliases: [...]`, "
            + "or choose another fieldsMatch than \"\(schema.fieldsMatch.rawValue)\""
    }
}
