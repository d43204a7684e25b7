/// Something wrong with a row: a value that travels with its batch.
///
/// It holds no strings; what a person reads is rendered late, and only as often as a person will read it. It takes 48
/// bytes, because a batch in which every value is wrong has as many of them as values.
public struct Violation: Sendable, Hashable {
    /// What it is about, besides its field.
    private enum Subject: UInt8 {
        case none
        case rule
        case foreignKey
        case collision
        case refusal
    }

    /// Where it is in the source, in bytes of the decoded stream; -1: where the value starts.
    ///
    /// For an encoding fault it is the place in the source before transcoding.
    public var byteOffset: Int
    private var collisionRecord = 0
    private var rowBits: UInt32
    private var columnBits: Int32
    private var valueStart: UInt32
    private var valueEnd: UInt32
    private var subjectIndex: Int32 = 0
    private var collisionSource: Int32 = 0
    private var subject = Subject.none
    /// What is wrong.
    public var code: IssueCode
    /// The constraint that failed, for `constraintError`.
    public var constraint: ConstraintKind?
    /// Whether the row is rejected for it.
    public var severity = Severity.error

    /// Makes a violation.
    ///
    /// - Parameters:
    ///   - row: the row in its batch, from 0.
    ///   - column: see `column`.
    ///   - rule: see `rule`.
    ///   - valueRange: see `valueRange`.
    ///   - byteOffset: see `byteOffset`.
    public init(
        row: Int,
        column: Int,
        code: IssueCode,
        constraint: ConstraintKind? = nil,
        rule: Int? = nil,
        valueRange: Range<Int>,
        byteOffset: Int = -1
    ) {
        rowBits = UInt32(truncatingIfNeeded: row)
        columnBits = Int32(truncatingIfNeeded: column)
        valueStart = UInt32(truncatingIfNeeded: valueRange.lowerBound)
        valueEnd = UInt32(truncatingIfNeeded: valueRange.upperBound)
        self.code = code
        self.constraint = constraint
        self.byteOffset = byteOffset
        self.rule = rule
    }

    /// The row in its batch, from 0.
    public var row: Int {
        get { Int(rowBits) }
        set { rowBits = UInt32(truncatingIfNeeded: newValue) }
    }

    /// The field of the schema, from 0; for a surplus cell its position; -1 for the record as a whole.
    public var column: Int {
        get { Int(columnBits) }
        set { columnBits = Int32(truncatingIfNeeded: newValue) }
    }

    /// The offending value's bounds in the bytes of its batch, quotes left out.
    public var valueRange: Range<Int> {
        get { Int(valueStart)..<Int(max(valueStart, valueEnd)) }
        set {
            valueStart = UInt32(truncatingIfNeeded: newValue.lowerBound)
            valueEnd = UInt32(truncatingIfNeeded: newValue.upperBound)
        }
    }

    /// The rule that is broken, from 0, for `rowConstraint`.
    public var rule: Int? {
        get { index(of: .rule) }
        set { set(.rule, newValue) }
    }

    /// The foreign key of the schema that refers to nothing, from 0, for `foreignKey`.
    public var foreignKey: Int? {
        get { index(of: .foreignKey) }
        set { set(.foreignKey, newValue) }
    }

    /// What the target says of the row, as a place in the batch's `refusals`, for `targetError`.
    public var refusal: Int? {
        get { index(of: .refusal) }
        set { set(.refusal, newValue) }
    }

    /// The key that is taken and the record that has it, for `uniqueError` and `primaryKey`.
    public var collision: KeyCollision? {
        get {
            index(of: .collision).map {
                KeyCollision(key: $0, source: Int(collisionSource), record: collisionRecord)
            }
        }
        set {
            set(.collision, newValue?.key)
            collisionSource = Int32(truncatingIfNeeded: newValue?.source ?? 0)
            collisionRecord = newValue?.record ?? 0
        }
    }

    private func index(of wanted: Subject) -> Int? { subject == wanted ? Int(subjectIndex) : nil }

    /// A violation is about one thing only; leaving out what it is not about changes nothing.
    private mutating func set(_ wanted: Subject, _ index: Int?) {
        if let index {
            (subject, subjectIndex) = (wanted, Int32(truncatingIfNeeded: index))
        } else if subject == wanted {
            (subject, subjectIndex) = (.none, 0)
        }
    }
}

/// What parse and decode found wrong with a record: a violation before the schema is known.
public typealias RecordFault = Violation
