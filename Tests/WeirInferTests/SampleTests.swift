import Foundation
import Testing
import WeirInfer
import WeirModel
import WeirTestKit

@Suite("Samples of large inputs") struct SampleTests {
    /// 12,000 rows of three columns: the last value of the second is a decimal, quoted texts span lines.
    private static let large: String = {
        var text = "id,amount,note\n"
        for row in 1..<12_000 { text += "\(row),\(row * 3),\"line one of \(row)\nline, two\"\n" }
        return text + "12000,0.5,end\n"
    }()

    @Test("the end of a file counts, and parts that start inside quotes find their records")
    func spread() async throws {
        var settings = InferSettings()
        settings.sampleBytes = 128 << 10
        let inferred = try Inferred(Self.large, settings)
        #expect(!inferred.table.isComplete)
        #expect(inferred.table.recordCount < 8_000)
        #expect(inferred.fields == ["id integer", "amount number", "note string"])
        #expect(inferred.table.unsoundRecords == 0)
        #expect(inferred.table.schema.fields.allSatisfy { !$0.constraints.required }, "not all rows were seen")
        let totals = try await inferred.run()
        #expect(totals.accepted == 12_000)
    }

    @Test("gzip is read through, and its end counts as well")
    func gzip() async throws {
        var settings = InferSettings()
        settings.sampleBytes = 160 << 10
        let inferred = try Inferred(gzipMember(Array(Self.large.utf8)), file: "in.csv.gz", settings)
        #expect(inferred.text.contains("compression: gzip"))
        #expect(inferred.fields == ["id integer", "amount number", "note string"])
        #expect(try await inferred.run().accepted == 12_000)
    }

    @Test("the whole of a small file gives required fields, and bounds if they are asked for")
    func constraints() throws {
        let text = "n,kind\n" + (1...60).map { "\($0),\($0 % 2 == 0 ? "even" : "odd")\n" }.joined()
        let plain = try Inferred(text).table.schema.fields
        #expect(plain.allSatisfy { $0.constraints.required && $0.constraints.minimum == nil })
        var settings = InferSettings()
        settings.addsConstraints = true
        let bold = try Inferred(text, settings).table.schema.fields
        #expect(bold[0].constraints.minimum == "1")
        #expect(bold[0].constraints.maximum == "60")
        #expect(bold[1].constraints.enumeration == ["even", "odd"])
    }

    @Test("a tolerance takes the type of most values and lets a run reject the others")
    func tolerance() async throws {
        var settings = InferSettings()
        settings.tolerance = 0.05
        let inferred = try Inferred(sample: "near-miss.csv", settings)
        #expect(inferred.fields == ["id integer", "n integer"])
        #expect(inferred.comments.contains("1 value will be rejected, such as \"about 80\""))
        #expect(try await inferred.run().rejected == 1)
    }

    @Test("the schema alone is a Table Schema descriptor")
    func schema() throws {
        let json = try Inferred(sample: "missing.csv").table.schemaJSON
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let fields = try #require(read?["fields"] as? [[String: Any]])
        #expect(fields.map { $0["type"] as? String } == ["integer", "integer", "string", "date", "string"])
        #expect(fields[1]["missingValues"] as? [String] == ["", "NA", "n/a"])
        #expect(read?["$schema"] as? String == "https://datapackage.org/profiles/2.0/tableschema.json")
    }
}
