import Foundation
import Testing
import WeirModel
import WeirRead

@Suite("Reading files")
struct FileSourceTests {
    private let folder: Folder
    private let texts = ["id,name\n1,Zoë\n", "", String(repeating: "0123456789", count: 500), "x"]
    private let settings: ReadSettings

    init() throws {
        folder = try Folder()
        for (index, text) in texts.enumerated() { try folder.write("\(index).csv", text) }
        var settings = ReadSettings()
        settings.path = ["*.csv"]
        self.settings = settings
    }

    /// What was read of each source, and the failure that ended it.
    private struct Outcome {
        var texts: [[UInt8]] = []
        var ended: [Bool] = []
        var chunkSizes: [Int] = []
        var error: WeirError?
    }

    private func read(chunkBytes: Int, calls: FileSystemCalls = .system) -> Outcome {
        var outcome = Outcome()
        do {
            let sources = try settings.resolve(relativeTo: folder.path, calls: calls)
            var source = FileSource(sources, pool: BufferPool(), chunkBytes: chunkBytes, calls: calls)
            while let chunk = try source.next() {
                while outcome.texts.count <= chunk.source {
                    outcome.texts.append([])
                    outcome.ended.append(false)
                }
                #expect(!outcome.ended[chunk.source], "nothing follows the last chunk of a source")
                #expect(chunk.offset == outcome.texts[chunk.source].count)
                outcome.texts[chunk.source] += chunk.bytes.array
                outcome.ended[chunk.source] = chunk.endsSource
                outcome.chunkSizes.append(chunk.bytes.count)
            }
        } catch {
            outcome.error = error as? WeirError
        }
        return outcome
    }

    private var expected: [[UInt8]] { texts.map { Array($0.utf8) } }

    @Test("files come one after another, each with one last chunk", arguments: [1, 7, 14, 4096, 1 << 20])
    func files(chunkBytes: Int) throws {
        let outcome = read(chunkBytes: chunkBytes)
        #expect(outcome.error == nil)
        #expect(outcome.texts == expected)
        #expect(outcome.ended == [true, true, true, true])
        #expect(outcome.chunkSizes.allSatisfy { $0 <= chunkBytes })
    }

    @Test("short reads fill whole chunks all the same")
    func shortReads() {
        let script = CallScript(readLimit: 3)
        let outcome = read(chunkBytes: 100, calls: script.calls)
        #expect(outcome.texts == expected)
        #expect(outcome.chunkSizes == [15, 0] + [Int](repeating: 100, count: 50) + [0, 1])
        #expect(script.openDescriptors == 0)
    }

    @Test("a signal at any call changes nothing")
    func interruptions() {
        var call = 0
        var script: CallScript
        repeat {
            call += 1
            script = CallScript(failingCall: call, number: EINTR, readLimit: 700)
            let outcome = read(chunkBytes: 1000, calls: script.calls)
            #expect(outcome.error == nil && outcome.texts == expected)
            #expect(script.openDescriptors == 0)
        } while call < script.callCount
        #expect(call > 20)
    }

    @Test("an error at any call ends the run with its path and leaves nothing open")
    func failures() {
        var codes: Set<ErrorCode> = []
        for call in 1... {
            let script = CallScript(failingCall: call, number: EIO, readLimit: 700)
            let outcome = read(chunkBytes: 1000, calls: script.calls)
            #expect(script.openDescriptors == 0)
            guard let error = outcome.error else {
                #expect(script.callCount < call, "a failing call was passed over")
                break
            }
            codes.insert(error.code)
            #expect(error.position?.file.hasPrefix(folder.path) == true)
            #expect(error.message.contains("Input/output error"))
            if error.code == .readFailed {
                // All that was read before the failure came out, and the failure says where it was.
                let isBetween = outcome.ended.last ?? true
                let place = isBetween ? outcome.texts.count : outcome.texts.count - 1
                #expect(error.position?.file == "\(folder.path)/\(place).csv")
                #expect(error.position?.byteOffset == (isBetween ? 0 : outcome.texts[place].count))
                #expect(zip(outcome.texts, expected).allSatisfy { $1.starts(with: $0) })
            }
        }
        #expect(codes == [.readUnreadable, .readFailed])
    }

    @Test("a file that goes away between lookup and reading is an error with its path")
    func vanished() throws {
        let sources = try settings.resolve(relativeTo: folder.path)
        try FileManager.default.removeItem(atPath: "\(folder.path)/0.csv")
        var source = FileSource(sources, pool: BufferPool())
        do {
            _ = try source.next()
            Issue.record("reading succeeded")
        } catch let error as WeirError {
            #expect(error.code == .readNotFound)
            #expect(error.position?.file == "\(folder.path)/0.csv")
        }
    }

    @Test("a file that grows while it is read is read to its new end", arguments: [7, 1 << 20])
    func grown(chunkBytes: Int) throws {
        var settings = ReadSettings()
        settings.path = ["2.csv"]
        var source = FileSource(
            try settings.resolve(relativeTo: folder.path), pool: BufferPool(), chunkBytes: chunkBytes)
        try folder.write("2.csv", texts[2] + "more")
        var text: [UInt8] = []
        while let chunk = try source.next() { text += chunk.bytes.array }
        #expect(text == Array((texts[2] + "more").utf8))
    }

    @Test(
        "a file that becomes shorter while it is read is an error behind what was read", arguments: [7, 1 << 20],
        [0, 50])
    func shortened(chunkBytes: Int, left: Int) throws {
        var settings = ReadSettings()
        settings.path = ["2.csv"]
        var source = FileSource(
            try settings.resolve(relativeTo: folder.path), pool: BufferPool(), chunkBytes: chunkBytes)
        try folder.write("2.csv", String(texts[2].prefix(left)))
        var text: [UInt8] = []
        let error = #expect(throws: WeirError.self) {
            while let chunk = try source.next() {
                #expect(!chunk.endsSource)
                text += chunk.bytes.array
            }
        }
        #expect(error?.code == .readChanged)
        #expect(error?.position?.byteOffset == left)
        #expect(text == Array(texts[2].utf8.prefix(left)))
    }

    @Test("a file that is renamed or replaced while it is read is read to the end of what was opened")
    func renamed() throws {
        var settings = ReadSettings()
        settings.path = ["2.csv"]
        var source = FileSource(try settings.resolve(relativeTo: folder.path), pool: BufferPool(), chunkBytes: 7)
        var text = try #require(try source.next()).bytes.array
        try FileManager.default.moveItem(atPath: "\(folder.path)/2.csv", toPath: "\(folder.path)/elsewhere.csv")
        try folder.write("2.csv", "another file of the same name")
        while let chunk = try source.next() { text += chunk.bytes.array }
        #expect(text == Array(texts[2].utf8))
    }

    @Test("a source that is dropped half-way closes its file")
    func dropped() throws {
        let script = CallScript()
        let sources = try settings.resolve(relativeTo: folder.path)
        do {
            var source = FileSource(sources, pool: BufferPool(), chunkBytes: 5, calls: script.calls)
            _ = try source.next()
            #expect(script.openDescriptors == 1)
        }
        #expect(script.openDescriptors == 0)
    }

    @Test("a named pipe is read to its end")
    func pipe() async throws {
        let path = "\(folder.path)/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        var settings = ReadSettings()
        settings.path = ["pipe"]
        let sources = try settings.resolve(relativeTo: folder.path)
        #expect(sources.map(\.info.byteCount) == [nil])
        let writer = Thread {
            guard let file = FileHandle(forWritingAtPath: path) else { return }
            for _ in 0..<100 { file.write(Data("0123456789".utf8)) }
            try? file.close()
        }
        writer.start()
        var source = FileSource(sources, pool: BufferPool(), chunkBytes: 300)
        var sizes: [Int] = []
        while let chunk = try source.next() { sizes.append(chunk.bytes.count) }
        #expect(sizes == [300, 300, 300, 100])
    }
}
