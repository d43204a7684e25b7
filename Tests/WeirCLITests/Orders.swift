/// A small table with two bad rows, and a pipeline for it.
enum Orders {
    static let table = """
        id,item,quantity
        1,lamp,2
        2,chair,none
        3,desk,1

        4,shelf,0
        5,"table, oak",4

        """

    static let pipeline = """
        name: orders
        read: { path: orders.csv }
        validate:
          schema:
            fields:
              - { name: id, type: integer, constraints: { required: true } }
              - { name: item, type: string }
              - { name: quantity, type: integer, constraints: { minimum: 1 } }
        write: { sqlite: { path: orders.db, table: orders, mode: append } }

        """

    static let schema = """
        { "fields": [
            { "name": "id", "type": "integer" },
            { "name": "item", "type": "string" },
            { "name": "quantity", "type": "integer", "constraints": { "minimum": 1 } } ] }
        """

    /// A folder with the table and its pipeline.
    static func folder() throws -> WorkFolder {
        let folder = try WorkFolder()
        try folder.write("orders.csv", table)
        try folder.write("orders.yaml", pipeline)
        try folder.write("schema.json", schema)
        return folder
    }
}
