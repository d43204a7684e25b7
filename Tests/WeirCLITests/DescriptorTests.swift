import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct DescriptorTests {
    private static let pipeline = """
        name: orders
        read: { path: orders.csv }
        validate:
          schema:
            primaryKey: id
            fields:
              - { name: id, type: integer }
              - { name: item, type: string }
              - { name: quantity, type: integer, constraints: { minimum: 1 } }
        write:
          sqlite: { path: orders.db, table: orders, mode: append }
          rejects: orders.rejects.csv
          issues: orders.issues.ndjson
        emit: [ { ndjson: { path: orders.events.ndjson } } ]

        """

    private static func folder() throws -> WorkFolder {
        let folder = try Orders.folder()
        try folder.write("orders.yaml", pipeline)
        return folder
    }

    @Test("64 descriptors are enough for a run with every output")
    func enough() throws {
        let folder = try Self.folder()
        let run = try ProgramRun(["run", "orders.yaml"], in: folder, descriptors: 64)
        #expect(run.exitCode == 1)
        #expect(run.errors.isEmpty)
        #expect(run.output.contains("accepted 3 + rejected 2"))
    }
}
