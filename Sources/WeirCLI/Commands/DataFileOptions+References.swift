internal import Weir
internal import WeirModel
internal import WeirSpec

extension DataFileOptions {
    /// The tables that `--reference` names.
    ///
    /// - Throws: `SpecProblems` for tables that are missing, and for such as no foreign key refers to.
    func declaredReferences(for schema: TableSchema?) throws -> [String: ReferenceSettings] {
        let wanted = Set(schema?.foreignKeys.map(\.resource) ?? []).subtracting([""]).sorted()
        var declared: [String: ReferenceSettings] = [:]
        var problems: [String] = []
        for text in references {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex, text[equals...] != "=" else {
                problems.append("expected NAME=FILE, found \"\(text)\"")
                continue
            }
            let name = String(text[..<equals])
            let path = SpecPath(String(text[text.index(after: equals)...]))
            if path.isStandardStream {
                problems.append("standard input cannot be a table that others refer to")
            } else if wanted.contains(name) {
                declared[name, default: ReferenceSettings()].path.append(path)
            } else {
                let hint = NearMiss.hint(for: name, among: wanted)
                problems.append("no foreign key of the schema refers to a table \"\(name)\"\(hint)")
            }
        }
        for name in wanted where declared[name] == nil && problems.isEmpty {
            problems.append(
                "foreign keys of the schema refer to the table \"\(name)\": name its file by --reference \(name)=FILE")
        }
        guard problems.isEmpty else {
            throw SpecProblems(problems.map { SpecProblem($0, at: WeirError.Position(file: "--reference")) })
        }
        return declared
    }
}
