import WeirModel

extension TableSchema.FieldType {
    /// A value of the type with its article, as messages have it.
    var phrase: String {
        switch self {
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "a boolean"
        case .date: "a date"
        case .datetime: "a datetime"
        case .time: "a time of day"
        case .year: "a year"
        case .yearmonth: "a year with a month"
        case .duration: "a duration"
        case .geopoint: "a longitude and a latitude"
        case .object: "a JSON object"
        case .array: "a JSON array"
        case .list: "a list"
        case .geojson: "a GeoJSON object"
        case .string, .any: "a text"
        }
    }
}
