import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct InferCommandTests {
    private static let table = "id;weight;note\n1;0,5;a\n2;1,25;\"b; c\"\n3;2;d\n"

    @Test("a pipeline is written, and run loads the file as it is")
    func writesAndRuns() throws {
        let folder = try WorkFolder()
        try folder.write("parcels.csv", Self.table)
        let inferred = try ProgramRun(["infer", "parcels.csv", "--output", "p.yaml"], in: folder)
        #expect(inferred.exitCode == 0)
        #expect(
            inferred.output == "p.yaml: a pipeline for 3 columns, from 3 records; look it over, then: weir run p.yaml\n"
        )
        #expect(try ProgramRun(["lint", "p.yaml"], in: folder).exitCode == 0)
        let run = try ProgramRun(["run", "p.yaml"], in: folder)
        #expect(run.exitCode == 0)
        #expect(run.output.contains("accepted 3 + rejected 0"))
        #expect(folder.names.contains("parcels.db"))
    }

    @Test("without an output the pipeline is printed, and so is a schema")
    func prints() throws {
        let folder = try WorkFolder()
        try folder.write("parcels.csv", Self.table)
        let pipeline = try ProgramRun(["infer", "parcels.csv"], in: folder)
        #expect(pipeline.output.contains("sqlite: { path: parcels.db, table: parcels, mode: replace }"))
        let schema = try ProgramRun(["infer", "parcels.csv", "--schema"], in: folder)
        #expect(schema.output.contains("{ \"name\": \"weight\", \"type\": \"number\", \"decimalChar\": \",\""))
        #expect(folder.names == ["parcels.csv"])
    }

    @Test("JSON Lines are inferred and run as they are")
    func jsonLines() throws {
        let folder = try WorkFolder()
        try folder.write("log.jsonl", "{\"id\":1,\"tags\":[1]}\n{\"at\":\"2024-02-29\",\"id\":2,\"tags\":null}\n[3]\n")
        let inferred = try ProgramRun(["infer", "log.jsonl", "--output", "p.yaml"], in: folder)
        #expect(inferred.exitCode == 0)
        let text = try folder.read("p.yaml")
        for line in [
            "  format: jsonl\n", "- { name: id, type: integer, constraints: { required: true } }\n",
            "- { name: tags, type: array }\n", "- { name: at, type: date }\n", "  rejects: log.rejects.jsonl\n",
        ] {
            #expect(text.contains(line))
        }
        let run = try ProgramRun(["run", "p.yaml"], in: folder)
        #expect(run.exitCode == 1)
        #expect(run.output.contains("accepted 2 + rejected 1"))
        #expect(run.output.contains("correct log.rejects.jsonl and:"))
        #expect(try folder.read("log.rejects.jsonl") == "[3]\n")
    }

    @Test("an existing file is not replaced unless that is asked for")
    func keepsFiles() throws {
        let folder = try WorkFolder()
        try folder.write("parcels.csv", Self.table)
        try folder.write("p.yaml", "mine")
        let refused = try ProgramRun(["infer", "parcels.csv", "--output", "p.yaml"], in: folder)
        #expect(refused.exitCode == 4)
        #expect(refused.errors.contains("--force"))
        #expect(try folder.read("p.yaml") == "mine")
        #expect(try ProgramRun(["infer", "parcels.csv", "--output", "p.yaml", "--force"], in: folder).exitCode == 0)
        #expect(try folder.read("p.yaml").contains("name: parcels"))
    }

    @Test(
        "standard input and other targets",
        arguments: [("x.ndjson", "ndjson: { path: x.ndjson }"), ("none", "\"null\": {}")])
    func targets(target: String, line: String) throws {
        let folder = try WorkFolder()
        try folder.write("parcels.csv", Self.table)
        let run = try ProgramRun(
            ["infer", "-", "--target", target], in: folder, input: "\(folder.path)/parcels.csv")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("path: \"-\""))
        #expect(run.output.contains(line))
    }

    @Test("paths are written as they are seen from the folder of the pipeline")
    func folders() throws {
        let folder = try WorkFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/in", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "\(folder.path)/conf", withIntermediateDirectories: true)
        try folder.write("in/parcels.csv", Self.table)
        for output in ["in/p.yaml", "conf/p.yaml", "p.yaml"] {
            #expect(try ProgramRun(["infer", "in/parcels.csv", "--output", output], in: folder).exitCode == 0)
            let run = try ProgramRun(["run", output], in: folder)
            #expect(run.exitCode == 0, "\(output): \(run.errors)")
        }
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/in/parcels.db"))
    }

    @Test(
        "what cannot be meant is refused",
        arguments: [
            ["infer"], ["infer", "parcels.csv", "--sample", "much"], ["infer", "parcels.csv", "--tolerance", "1"],
            ["infer", "parcels.csv", "--sample", "1"],
        ])
    func arguments(arguments: [String]) throws {
        #expect(try ProgramRun(arguments, in: WorkFolder()).exitCode == 2)
    }

    @Test(
        "an input without a table is an error with its code",
        arguments: [("", "infer.empty"), ("\0\0\0\0\0\0", "infer.noTable")])
    func noTable(text: String, code: String) throws {
        let folder = try WorkFolder()
        try folder.write("x.csv", text)
        let run = try ProgramRun(["infer", "x.csv"], in: folder)
        #expect(run.exitCode == 3)
        #expect(run.errors.contains("x.csv: \(code): "))
    }
}
