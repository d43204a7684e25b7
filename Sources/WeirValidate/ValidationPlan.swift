public import WeirModel

/// A schema and how to check it, compiled once and shared by all cores.
public struct ValidationPlan: Sendable {
    /// The fields, compiled.
    let fields: [FieldPlan]
    /// The schema; without fields if they are yet to be taken from a header.
    let schema: TableSchema
    /// The fields that come from the data, in order.
    let dataFields: [Int]
    /// The columns that no input has.
    let generated: GeneratedColumns
    /// What must hold between the fields of a row.
    let rules: [RowRule]
    /// How rows are checked, apart from the schema.
    let settings: ValidateSettings
    /// What must be different in each row.
    let keys: [KeyPlan]
    /// What must be there in other tables, or anywhere in this one.
    let references: [ReferencePlan]
    /// What the foreign keys refer to.
    public let targets: [ReferenceTarget]
    /// What keys of several values and of texts are hashed with.
    let hasher: KeyHasher
    /// How many fields in front of each have values, and how many have texts.
    let valuePlaces: [Int]
    let slicePlaces: [Int]
    /// How many fields have values, and how many have texts.
    let valueColumns: Int
    let sliceColumns: Int

    /// Compiles a schema.
    ///
    /// - Parameter schema: the schema; `nil` or one without fields takes the fields from the header of the data, as
    ///   `TableSchema.inferred(from:)` does.
    /// - Parameter generated: the columns that no input has.
    /// - Throws: `validate.badConstraint`, `validate.badFormat`, `validate.badMapping`, `validate.ambiguousLabel`,
    ///   `validate.badRule`.
    public init(
        schema: TableSchema?, settings: ValidateSettings = ValidateSettings(),
        generated: GeneratedColumns = GeneratedColumns()
    ) throws(WeirError) {
        try self.init(schema, settings, generated, keys: nil, hasher: KeyHasher())
    }

    /// Compiles a schema with keys of its own, or those of another plan.
    init(
        _ schema: TableSchema?, _ settings: ValidateSettings, _ generated: GeneratedColumns, keys: [KeyPlan]?,
        hasher: KeyHasher
    ) throws(WeirError) {
        let schema = schema ?? TableSchema(fields: [])
        if let ambiguity = settings.header.ambiguities(in: schema).first {
            throw WeirError(.validateAmbiguousLabel, ambiguity, hint: "change the aliases of the field")
        }
        var fields: [FieldPlan] = []
        var (values, slices) = (0, 0)
        var (valuePlaces, slicePlaces): ([Int], [Int]) = ([], [])
        for var field in schema.fields {
            if schema.primaryKey.contains(field.name) { field.constraints.required = true }
            let plan = try FieldPlan(field, missingValues: schema.missingValues)
            valuePlaces.append(values)
            slicePlaces.append(slices)
            values += plan.hasValues ? 1 : 0
            slices += plan.hasSlices ? 1 : 0
            fields.append(plan)
        }
        self.schema = schema
        self.fields = fields
        dataFields = FieldLabels.dataFields(of: schema)
        if dataFields.isEmpty, !schema.fields.isEmpty {
            throw WeirError(.validateBadMapping, "every field is a constant: no field comes from the data")
        }
        rules = try fields.isEmpty ? [] : Self.rules(settings, RowRule.fields(of: schema))
        self.settings = settings
        self.generated = generated
        self.keys = keys ?? KeyPlan.keys(of: schema)
        (references, targets) = ReferencePlan.plans(of: schema)
        self.hasher = hasher
        (self.valuePlaces, self.slicePlaces, valueColumns, sliceColumns) = (valuePlaces, slicePlaces, values, slices)
    }

    private static func rules(
        _ settings: ValidateSettings, _ fields: [(name: String, type: RuleType)]
    ) throws(WeirError) -> [RowRule] {
        var rules: [RowRule] = []
        for rule in settings.rules {
            let severity = rule.severity ?? settings.severity[.rowConstraint]
            rules.append(try RowRule(rule, severity: severity, fields: fields))
        }
        return rules
    }

    /// How many fields come from the data: how many cells a record has where no header tells.
    public var dataFieldCount: Int { dataFields.count }
    /// How labels are compared.
    var header: HeaderSettings { settings.header }
    /// What happens to a row that breaks a rule.
    public var onViolation: ViolationPolicy { settings.onViolation }

    /// Whether the fields come from the header of the data.
    public var isInferred: Bool { schema.fields.isEmpty }

    /// Whether the columns of a batch are read behind the check, whatever the sink does with them.
    var needsColumns: Bool {
        !keys.isEmpty || !references.isEmpty || !rules.isEmpty
            || fields.contains { $0.field.constraints.jsonSchema != nil }
    }

    /// What a sink must know to make a place for the rows; empty if the fields come from the header of the data.
    public var columns: [ColumnInfo] {
        if isInferred { return [] }
        return fields.map { plan -> ColumnInfo in
            var column = ColumnInfo(
                name: plan.field.name, type: plan.type, required: plan.isRequired && !loadsGaps)
            if plan.type == .list {
                column.items = ListItems(delimiter: plan.field.delimiter, type: plan.field.itemType)
            }
            column.isLocal = plan.type == .datetime && plan.field.hasNoZone
            return column
        } + generated.infos
    }

    /// The schema of the rows below a header; names of generated columns are not given to those of the data.
    func schema(for header: TableHeader) -> TableSchema {
        isInferred ? TableSchema.inferred(from: header, reserving: generated.items.map(\.name)) : schema
    }

    /// Whether a row may be loaded although a required field has no value.
    private var loadsGaps: Bool { onViolation == .keep || settings.severity.allowsGaps }

    /// Whether a row may be loaded although bytes of it are not valid in their encoding.
    var loadsMisencoded: Bool { onViolation == .keep || settings.severity[.encodingError] == .warning }

    /// This plan with the fields of a header, if it has none of its own.
    public func completed(by header: TableHeader) throws(WeirError) -> ValidationPlan {
        guard isInferred else { return self }
        var inferred = schema(for: header)
        inferred.missingValues = schema.missingValues
        var settings = settings
        // The names were taken from the labels, so there is nothing left to compare.
        settings.header = HeaderSettings()
        return try ValidationPlan(schema: inferred, settings: settings, generated: generated)
    }
}
