import Foundation
import GRDB
import NIOHTTP1
import Testing
import WeirTestKit

@testable import WeirServer

@Suite("Jobs, from the upload to the table")
struct JobTests {
    @Test("a file that is handed in is loaded, and every row is accounted for")
    func complete() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let answer = try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest(people(1000, broken: [17, 500]))
            return try await server.ended(job)
        }
        #expect(answer.text("status") == "completed")
        #expect(answer.number("total_rows") == 1000)
        #expect(answer.number("processed_rows") == 1000)
        #expect(answer.number("progress_percentage") == 100)
        let rows = answer.object["rows"] as? [String: Int]
        #expect(rows?["accepted"] == 998 && rows?["rejected"] == 2 && rows?["committed"] == 998)
        let issues = answer.object["issues"] as? [[String: any Sendable]] ?? []
        #expect(issues.map { $0["row_number"] as? Int } == [17, 500])
        #expect(issues.first?["issue_type"] as? String == "type-error")
        #expect(issues.first?["source"] as? String == "people.csv")
        let count = try await DatabaseQueue(path: "\(path)/people.db").read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM people")
        }
        #expect(count == 998)
    }

    @Test("a form with a file and the name of a pipeline is taken, whatever the pieces that it comes in")
    func form() async throws {
        let folder = try TemporaryFolder()
        try await RunningServer.with(in: folder) { server in
            let body =
                "--xyz\r\nContent-Disposition: form-data; name=\"pipeline\"\r\n\r\npeople\r\n--xyz\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"leute \u{fc}.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n\(people(10))\r\n--xyz--\r\n"
            let answer = try await server.send(
                .POST, "/jobs/ingest", body: Array(body.utf8),
                headers: [("content-type", "multipart/form-data; boundary=xyz")])
            #expect(answer.status == 202, "\(answer.text)")
            let job = try await server.ended(answer.text("job_id"))
            #expect(job.text("status") == "completed")
            #expect(job.text("file_name") == "leute ü.csv")
            #expect(job.number("total_rows") == 10)
        }
    }

    @Test(
        "what cannot be loaded is refused before there is a job",
        arguments: [
            ("a.pdf", "%PDF-1.7 something", 415), ("a.xlsx", "id,name\n1,a\n", 415), ("a.csv.gz", "id,name\n", 415),
            ("a", "id,name\n", 415), ("a.csv", "", 422), ("a.csv", "PK\u{3}\u{4}aaaa", 415),
            ("..%2F..%2Fa.exe", "x", 415),
        ])
    func refused(name: String, text: String, status: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await RunningServer.with(in: folder) { server in
            let answer = try await server.send(
                .POST, "/jobs/ingest?pipeline=people&file_name=\(name)", body: Array(text.utf8))
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.headers.first(name: "content-type") == "application/problem+json")
            #expect(try await server.send(.GET, "/jobs").text == #"{"jobs":[],"next_cursor":null}"#)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/data/uploads").isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/data/jobs").isEmpty)
        }
    }

    @Test("the same request under the same key is one job, and another one is refused")
    func idempotency() async throws {
        let folder = try TemporaryFolder()
        try await RunningServer.with(in: folder) { server in
            let key = [("idempotency-key", "\"8e03978e\"")]
            let first = try await server.ingest(people(5), headers: key)
            #expect(try await server.ingest(people(5), headers: key) == first)
            let other = try await server.send(
                .POST, "/jobs/ingest?pipeline=people&file_name=people.csv", body: Array(people(6).utf8), headers: key)
            #expect(other.status == 422 && other.text("code") == "server.keyReused")
            #expect(try await server.ended(first).number("total_rows") == 5)
        }
    }

    @Test("rejected rows are downloaded byte for byte, mended, and loaded against the original job")
    func replay() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest("id,name\n1,Ann\nx,=1+1\n3,Eve\n")
            let ended = try await server.ended(job)
            #expect(ended.object["has_rejects"] as? Bool == true, "\(ended.text)")
            let raw = try await server.send(.GET, "/jobs/\(job)/rejects")
            #expect(raw.text == "id,name\nx,=1+1\n")
            let disposition = raw.headers.first(name: "content-disposition")
            #expect(
                disposition == "attachment; filename=\"people.rejects.csv\"; filename*=UTF-8''people.rejects.csv")
            let guarded = try await server.send(.GET, "/jobs/\(job)/rejects?format=spreadsheet")
            #expect(guarded.text.contains("'=1+1"), "\(guarded.text)")
            let answer = try await server.send(
                .POST, "/jobs/\(job)/replay?file_name=mended.csv", body: Array("id,name\n2,Bob\n".utf8))
            #expect(answer.status == 202, "\(answer.text)")
            let second = try await server.ended(answer.text("job_id"))
            #expect(second.text("status") == "completed", "\(second.text)")
            #expect(second.text("replay_of") == job)
            let ids = try await DatabaseQueue(path: "\(path)/people.db").read {
                try Int.fetchAll($0, sql: "SELECT id FROM people ORDER BY id")
            }
            #expect(ids == [1, 2, 3])
        }
    }

    @Test("every rejected record has a row in the form for spreadsheets, whatever is wrong with it")
    func spreadsheet() async throws {
        let folder = try TemporaryFolder()
        let lines = """
            read: { path: a.jsonl }
            validate: { schema: { fields: [{ name: id, type: integer }] } }
            write: { sqlite: { path: "FOLDER/lines.db", table: lines } }
            """
        try await RunningServer.with(in: folder, pipelines: ["people": RunningServer.people, "lines": lines]) {
            server in
            let rows = try await server.ingest("id,name\n1,Ann\nx\n2,Bob,surplus\n3,\n")
            _ = try await server.ended(rows)
            let table = try await server.send(.GET, "/jobs/\(rows)/rejects?format=spreadsheet")
            #expect(table.text == "\u{FEFF}id,name\r\nx,\r\n2,Bob\r\n3,\r\n")
            let answer = try await server.send(
                .POST, "/jobs/ingest?pipeline=lines&file_name=a.jsonl.gz",
                body: gzipMember(Array("{\"id\": 1}\n{\"id\": \n[2]\n".utf8)))
            let lines = try await server.ended(answer.text("job_id"))
            #expect((lines.object["rows"] as? [String: Int])?["rejected"] == 2, "\(lines.text)")
            let raw = try await server.send(.GET, "/jobs/\(lines.text("job_id"))/rejects")
            #expect(raw.text == "{\"id\": \n[2]\n")
            let cells = try await server.send(.GET, "/jobs/\(lines.text("job_id"))/rejects?format=spreadsheet")
            #expect(cells.text.split(separator: "\r\n").dropFirst() == ["\"{\"\"id\"\": \"", "[2]"], "\(cells.text)")
        }
    }

    @Test("a job that has ended is removed with its files, and its rows stay")
    func removed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest("id,name\n1,Ann\nx,Bob\n", headers: [("idempotency-key", "k")])
            _ = try await server.ended(job)
            #expect(try await server.send(.DELETE, "/jobs/\(job)").status == 204)
            for address in ["", "/issues", "/rejects", "/events"] {
                #expect(try await server.send(.GET, "/jobs/\(job)\(address)").status == 404)
            }
            #expect(try await server.send(.DELETE, "/jobs/\(job)").status == 404)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/data/jobs").isEmpty)
            #expect(try await server.send(.GET, "/audit").text.contains("\"remove\""))
            let rows = try await DatabaseQueue(path: "\(path)/people.db").read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM people")
            }
            #expect(rows == 1)
        }
    }

    @Test("issues are filtered and paged in the order of the rows")
    func issues() async throws {
        let folder = try TemporaryFolder()
        try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest(
                "id,name\n" + (1...30).map { $0 % 2 == 0 ? "x,a\n" : "\($0),\n" }.joined())
            _ = try await server.ended(job)
            var rows: [Int] = []
            var cursor: String?
            repeat {
                let page = try await server.send(
                    .GET, "/jobs/\(job)/issues?issue_type=type-error&limit=4" + (cursor.map { "&cursor=\($0)" } ?? ""))
                let issues = page.object["issues"] as? [[String: any Sendable]] ?? []
                rows += issues.compactMap { $0["row_number"] as? Int }
                cursor = page.object["next_cursor"] as? String
            } while cursor != nil
            #expect(rows == (1...30).filter { $0 % 2 == 0 })
            let names = try await server.send(.GET, "/jobs/\(job)/issues?field_name=name&limit=1000")
            #expect((names.object["issues"] as? [any Sendable])?.count == 15)
        }
    }
}
