public import WeirModel

extension TableSchema.Field {
    /// How the values of the field are held.
    public var columnType: ColumnType {
        switch type {
        case .integer, .year: .integer
        case .number: .number
        case .boolean: .boolean
        case .date: .date
        case .datetime: .datetime
        case .time: .time
        case .geopoint: format == "default" ? .text : .json
        case .object, .array, .geojson: .json
        case .list: .list
        case .string, .any, .yearmonth, .duration: .text
        }
    }

    /// Whether the format of a date with a time is a pattern without a zone.
    var hasNoZone: Bool {
        format.contains("%") && !format.contains("%z") && !format.contains("%Z")
    }
}
