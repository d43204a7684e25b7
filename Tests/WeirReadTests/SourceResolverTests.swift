import Foundation
import Testing
import WeirModel
import WeirRead
import WeirSpec

@Suite("Looking up inputs")
struct SourceResolverTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func resolve(
        _ path: String...,
        calls: FileSystemCalls = .system
    ) throws(WeirError) -> [SourceInfo] {
        var settings = ReadSettings()
        settings.path = path
        return try settings.resolve(relativeTo: folder.path, calls: calls).map(\.info)
    }

    private func failure(_ path: String..., calls: FileSystemCalls = .system) -> WeirError? {
        var settings = ReadSettings()
        settings.path = path
        do throws(WeirError) {
            _ = try settings.resolve(relativeTo: folder.path, calls: calls)
            return nil
        } catch {
            return error
        }
    }

    @Test("a file is found from the base folder, with its size")
    func file() throws {
        let path = try folder.write("a.csv", "id\n1\n")
        #expect(try resolve("a.csv") == [SourceInfo(name: path, byteCount: 5)])
        #expect(try resolve(path) == [SourceInfo(name: path, byteCount: 5)])
    }

    @Test("an empty file is an input like any other")
    func emptyFile() throws {
        try folder.write("empty.csv")
        #expect(try resolve("empty.csv").map(\.byteCount) == [0])
    }

    @Test("a list keeps its order, and the matches of a pattern are in byte order")
    func order() throws {
        for name in ["b.csv", "a.csv", "B.csv", "c.txt", ".hidden.csv", "z.csv"] { try folder.write(name) }
        let names = try resolve("z.csv", "[abB].csv", "c.*").map { ($0.name as NSString).lastPathComponent }
        #expect(names == ["z.csv", "B.csv", "a.csv", "b.csv", "c.txt"])
    }

    @Test("a path that exists wins over its reading as a pattern")
    func literalWins() throws {
        try folder.write("a[1].csv")
        try folder.write("a1.csv")
        #expect(try resolve("a[1].csv").map(\.name) == ["\(folder.path)/a[1].csv"])
    }

    @Test("pattern characters in the base folder are taken as they are")
    func literalFolder() throws {
        let path = try folder.write("[x]*/a.csv")
        var settings = ReadSettings()
        settings.path = ["*.csv"]
        #expect(try settings.resolve(relativeTo: "\(folder.path)/[x]*").map(\.info.name) == [path])
    }

    @Test("standard input has a name but no size")
    func standardInput() throws {
        #expect(try resolve("-") == [SourceInfo(name: "-", byteCount: nil)])
    }

    @Test("a device has no size")
    func device() throws {
        #expect(try resolve("/dev/null") == [SourceInfo(name: "/dev/null", byteCount: nil)])
    }

    @Test("a missing file is an error with its path")
    func missing() throws {
        let error = failure("none.csv")
        #expect(error?.code == .readNotFound)
        #expect(error?.position?.file == "\(folder.path)/none.csv")
    }

    @Test("a path through a file is an error like a missing file")
    func throughFile() throws {
        try folder.write("a.csv")
        #expect(failure("a.csv/b.csv")?.code == .readNotFound)
    }

    @Test("a pattern without a match is an error, also next to one with matches")
    func noMatch() throws {
        try folder.write("a.csv")
        let error = failure("*.csv", "*.tsv")
        #expect(error?.code == .readNotFound)
        #expect(error?.position?.file == "*.tsv")
    }

    @Test("a folder is an error that suggests a pattern")
    func directory() throws {
        try folder.write("sub/a.csv")
        let error = failure("sub")
        #expect(error?.code == .readIsDirectory)
        #expect(error?.hint?.contains("\(folder.path)/sub/*.csv") == true)
        #expect(failure("s*")?.code == .readIsDirectory)
    }

    @Test("a link that leads nowhere is an error, named or matched")
    func danglingLink() throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/link.csv",
            withDestinationPath: "nowhere"
        )
        #expect(failure("link.csv")?.code == .readNotFound)
        #expect(failure("*.csv")?.code == .readNotFound)
    }

    @Test("one file under two names is an error")
    func duplicates() throws {
        try folder.write("a.csv")
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/b.csv", withDestinationPath: "a.csv")
        #expect(failure("a.csv", "a.csv")?.code == .readDuplicate)
        #expect(failure("a.csv", "./a.csv")?.code == .readDuplicate)
        #expect(failure("*.csv")?.code == .readDuplicate)
        #expect(failure("-", "-")?.code == .readDuplicate)
    }

    @Test("a file that may not be read is an error before anything is opened")
    func unreadable() throws {
        let path = try folder.write("a.csv")
        var calls = FileSystemCalls.system
        calls.checkReadable = { _ throws(SystemCallFailure) in throw SystemCallFailure(number: EACCES) }
        let error = failure("a.csv", calls: calls)
        #expect(error?.code == .readUnreadable)
        #expect(error?.position?.file == path)
        #expect(error?.message.contains("Permission denied") == true)
    }

    @Test("no input at all is a problem and an error")
    func noInput() {
        #expect(failure()?.code == .readNoInput)
        #expect(ReadSettings().problems().map(\.setting) == ["path"])
    }

    @Test("standard input twice and an empty path are problems")
    func problems() {
        var settings = ReadSettings()
        settings.path = ["-", "", "-"]
        #expect(settings.problems().count == 2)
        settings.path = ["-", "a.csv"]
        #expect(settings.problems().isEmpty)
    }
}
