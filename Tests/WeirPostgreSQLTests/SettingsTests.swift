import Testing
import WeirSpec

@testable import WeirPostgreSQL

@Suite("Settings of the PostgreSQL sink") struct SettingsTests {
    private func problems(_ change: (inout PostgreSQLSettings) -> Void) -> [String] {
        var settings = PostgreSQLSettings()
        settings.url = "postgresql://localhost/shop"
        settings.table = "orders"
        change(&settings)
        return settings.problems().map { "\($0.setting): \($0.message)" }
    }

    @Test("a program without libpq says how to build one with it", .enabled(if: !Connection.isBuilt))
    func notBuilt() {
        #expect(problems { _ in }.count == 1)
        #expect(problems { _ in }[0].contains("swift build -c release --traits PostgreSQL"))
        #expect(throws: ServerError.self) { try Connection(url: "postgresql://localhost/shop", name: "tests") }
    }

    @Test("what cannot be is told with its place", .enabled(if: Connection.isBuilt))
    func problems() {
        #expect(problems { _ in }.isEmpty)
        #expect(problems { $0.url = "" } == ["url: is missing"])
        #expect(problems { $0.table = "" } == ["table: is missing"])
        #expect(problems { $0.table = String(repeating: "ä", count: 32) }[0].contains("at most 63"))
        #expect(problems { $0.table = "_weir_runs" }[0].contains("where runs are recorded"))
        #expect(problems { $0.connections = 0 } == ["connections: must be 1 to 16"])
        #expect(problems { $0.mode = .upsert }[0].contains("needs the columns"))
        #expect(problems { $0.key = ["id"] } == ["key: is for mode: upsert only"])
    }

    @Test("an address that libpq cannot read is refused without being told", .enabled(if: Connection.isBuilt))
    func secretURL() {
        let found = problems { $0.url = "postgresql://me:topsecret@host:port/x?nonsense=1" }
        #expect(found.count == 1)
        #expect(!found[0].contains("topsecret"))
    }

    @Test("where the rows go is told without the user and the password", .enabled(if: Connection.isBuilt))
    func destination() {
        var settings = PostgreSQLSettings()
        settings.url = "postgresql://me:topsecret@db.example:5433/shop"
        settings.table = "orders"
        #expect(settings.destination == "db.example:5433/shop, table orders")
        settings.url = "host=db.example dbname=shop password=topsecret"
        settings.schema = "sales"
        #expect(settings.destination == "db.example/shop, table sales.orders")
    }
}
