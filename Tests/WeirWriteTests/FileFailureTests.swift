import Foundation
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@Suite struct FileFailureTests {
    private static let columns = [ColumnInfo(name: "a", type: .text, required: false)]

    /// Writes three rows, one of them rejected, over an old file.
    private func write(_ files: any FileCalls, in folder: TemporaryFolder) throws {
        try folder.put("old\n", in: "out.csv")
        var settings = CSVSinkSettings()
        settings.path = folder("out.csv")
        var run = WriteRun(columns: Self.columns)
        run.options.files = files
        run.options.rejects = folder("r.csv")
        run.options.issues = folder("i.ndjson")
        var builder = BatchBuilder(columns: Self.columns)
        builder.add([.text("one")])
        builder.add([.null], raw: "bad\n", rejectedFor: .typeError)
        builder.add([.text("two")])
        _ = try run.receipts(CSVSink(settings, pool: BufferPool(), files: files), [builder.build()])
    }

    @Test(
        "whichever call fails, the old file or the whole new one is there and nothing else is left",
        arguments: [
            (EIO, ErrorCode.writeFailed), (ENOSPC, .writeDiskFull), (EACCES, .writeUnwritable),
        ])
    func nthFailure(_ number: Int32, _ code: ErrorCode) throws {
        var failures = 0
        for call in 1... {
            let folder = try TemporaryFolder()
            let files = FailingFileCalls(number, at: call)
            do {
                try write(files, in: folder)
                #expect(!files.hasFailed)
                #expect(folder.names == ["i.ndjson", "out.csv", "r.csv"])
                break
            } catch let error as WeirError {
                failures += 1
                #expect(error.code == code)
                #expect(error.message.contains(folder.path))
                #expect(["old\n", "a\none\ntwo\n"].contains(folder.text("out.csv")))
                #expect(!folder.names.contains { $0.hasSuffix(".partial") })
            }
        }
        #expect(failures >= 9, "open, write and sync of three files, rename and sync of the folder")
    }

    @Test("short and interrupted writes change nothing")
    func shortWrites() throws {
        for call in 1... {
            let folder = try TemporaryFolder()
            let files = FailingFileCalls(EINTR, at: call, longestWrite: 1, onlyWrites: true)
            try write(files, in: folder)
            #expect(folder.text("out.csv") == "a\none\ntwo\n")
            #expect(folder.text("r.csv") == "h\nbad\n")
            #expect(folder.text("i.ndjson")?.hasSuffix("}\n") == true)
            guard files.hasFailed else { break }
        }
    }

    @Test("two runs cannot write one file at the same time, and what a killed run left is used again")
    func lock() throws {
        let folder = try TemporaryFolder()
        try folder.put("left by a killed run", in: "out.csv.partial")
        var settings = CSVSinkSettings()
        settings.path = folder("out.csv")
        let sink = CSVSink(settings, pool: BufferPool())
        let start = RunStart(RunRecord(run: RunIdentity(id: "r", pipeline: "p", startedAt: 0)))
        let first = try sink.makeWriter(start)
        let error = #expect(throws: WeirError.self) { try sink.makeWriter(start) }
        #expect(error?.code == .writeLocked)
        #expect(error?.message.contains("run r of p, process \(getpid())") == true)
        try first.open(columns: Self.columns)
        try first.finish()
        #expect(folder.text("out.csv") == "a\n")
        #expect(folder.names == ["out.csv"])
    }

    @Test("a missing folder is named")
    func missingFolder() throws {
        let folder = try TemporaryFolder()
        var settings = NDJSONSinkSettings()
        settings.path = folder("no/out.ndjson")
        let error = #expect(throws: WeirError.self) {
            try WriteRun(columns: Self.columns).receipts(NDJSONSink(settings, pool: BufferPool()), [])
        }
        #expect(error?.code == .writeUnwritable)
        #expect(error?.message.contains(settings.path) == true)
    }

    @Test("a device is written to as it is")
    func device() throws {
        var settings = CSVSinkSettings()
        settings.path = "/dev/null"
        let receipts = try WriteRun(columns: Self.columns).receipts(CSVSink(settings, pool: BufferPool()), [])
        #expect(receipts.count == 1)
    }
}
