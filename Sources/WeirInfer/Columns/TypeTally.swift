/// How a column has done as a type.
struct TypeTally: Sendable {
    /// How many values are of the type.
    var fitting = 0
    /// How many are not.
    var failing = 0
    /// The first that is not.
    var firstFailing = ""
    /// The least and the greatest value as written; `nil` for types without an order.
    var least: String?
    var greatest: String?

    /// How many values there are.
    var values: Int { fitting + failing }
    /// The share of values that are not of the type.
    var failingShare: Double { values == 0 ? 0 : Double(failing) / Double(values) }
}
