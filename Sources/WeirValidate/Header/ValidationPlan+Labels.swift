import WeirModel

/// What a format must know whose records name their own fields.
extension ValidationPlan {
    /// Whether a label that no field answers to is an issue, as `fieldsMatch` says.
    public var refusesUnknownLabels: Bool {
        switch schema.fieldsMatch {
        case .exact, .equal, .superset: true
        case .subset, .partial: false
        }
    }

    /// Makes what finds the place of a label's field among the fields that come from the data, from 0.
    public func cellFinder() -> @Sendable (String) -> Int? {
        let labels = FieldLabels(schema, header)
        let cells = Dictionary(uniqueKeysWithValues: dataFields.enumerated().map { ($1, $0) })
        return { label in labels.fields(answeringTo: label).lazy.compactMap { cells[$0] }.first }
    }
}
