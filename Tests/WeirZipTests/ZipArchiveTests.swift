import Foundation
import Testing
import WeirModel
import WeirTestKit
import WeirZip

@Suite("Zip archives")
struct ZipArchiveTests {
    private let folder: TemporaryFolder
    private var path: String { folder("a.zip") }

    init() throws { folder = try TemporaryFolder() }

    /// Writes an archive and reads one entry of it.
    private func read(_ writer: ZipWriter, _ name: String = "a.txt", limit: Int = 1 << 20) throws -> String? {
        try writer.write(to: path)
        let archive = try ZipArchive(path: path)
        return try archive.entry(named: name).map {
            String(decoding: try archive.contents(of: $0, limit: limit), as: UTF8.self)
        }
    }

    private func code(_ writer: ZipWriter, _ name: String = "a.txt") -> ErrorCode? {
        do {
            _ = try read(writer, name)
            return nil
        } catch {
            return (error as? WeirError)?.code
        }
    }

    private let text = String(repeating: "weir 12345\n", count: 500)

    @Test("every way to store an entry gives its bytes", arguments: [true, false], [true, false])
    func forms(isDeflated: Bool, hasDescriptor: Bool) throws {
        for isWide in [true, false] {
            var entry = ZipWriter.Entry("a.txt", text)
            entry.isDeflated = isDeflated
            entry.hasDescriptor = hasDescriptor
            entry.isWide = isWide
            var writer = ZipWriter([entry, ZipWriter.Entry("empty", "")])
            writer.isWide = isWide
            #expect(try read(writer) == text)
            #expect(try read(writer, "empty")?.isEmpty == true)
        }
    }

    @Test(
        "names are compared without case, slashes and a slash in front",
        arguments: ["xl/a.xml", "XL\\A.xml", "/xl/A.XML"])
    func names(name: String) throws {
        #expect(try read(ZipWriter([ZipWriter.Entry(name, "x")]), "xl/a.xml") == "x")
    }

    @Test("a comment may look like an end record")
    func comment() throws {
        var writer = ZipWriter([ZipWriter.Entry("a.txt", text)])
        writer.comment = [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18)
        #expect(try read(writer) == text)
        writer.comment = Array("PK\u{5}\u{6} and more".utf8)
        #expect(try read(writer) == text)
    }

    @Test("two archives in one file are refused, since readers disagree on which one counts")
    func twoDirectories() throws {
        let inner = ZipWriter([ZipWriter.Entry("a.txt", "one")]).bytes
        var outer = ZipWriter([ZipWriter.Entry("a.txt", "two")])
        // An end record in the comment that fits a directory of nothing before it.
        let place = outer.bytes.count
        var end = Array(inner.suffix(22))
        end[8] = 0
        end[10] = 0
        for index in 12..<20 { end[index] = 0 }
        for index in 0..<4 { end[16 + index] = UInt8(truncatingIfNeeded: place >> (8 * index)) }
        outer.comment = end
        #expect(code(outer) == .zipDamaged)
    }

    @Test("what is before the archive shifts its places and is refused")
    func prefix() {
        var writer = ZipWriter([ZipWriter.Entry("a.txt", text)])
        writer.prefix = Array("#!/bin/sh\n".utf8)
        #expect(code(writer) == .zipDamaged)
    }

    @Test("a file that is cut off, empty or something else is told apart")
    func otherFiles() throws {
        let bytes = ZipWriter([ZipWriter.Entry("a.txt", text)]).bytes
        for count in [4, 30, bytes.count / 2, bytes.count - 1] {
            try Data(bytes.prefix(count)).write(to: URL(fileURLWithPath: path))
            #expect(throws: WeirError.self) { try ZipArchive(path: path) }
        }
        try Data(bytes.prefix(bytes.count - 40)).write(to: URL(fileURLWithPath: path))
        #expect(#expect(throws: WeirError.self) { try ZipArchive(path: path) }?.code == .zipTruncated)
        for text in ["", "a,b\n1,2\n"] {
            try folder.put(text, in: "a.zip")
            #expect(#expect(throws: WeirError.self) { try ZipArchive(path: path) }?.code == .zipNotZip)
        }
        #expect(#expect(throws: WeirError.self) { try ZipArchive(path: folder("none")) }?.code == .zipUnreadable)
        #expect(#expect(throws: WeirError.self) { try ZipArchive(path: "/dev/null") }?.code == .zipUnreadable)
    }

    @Test("two names for one part are refused when it is asked for, and only then")
    func duplicates() throws {
        let writer = ZipWriter([
            ZipWriter.Entry("a.txt", "1"), ZipWriter.Entry("A.TXT", "2"), ZipWriter.Entry("b.txt", "3"),
        ])
        #expect(code(writer) == .zipDuplicate)
        #expect(try read(writer, "b.txt") == "3")
    }

    struct Lie: Sendable {
        var code: ErrorCode
        var change: @Sendable (inout ZipWriter.Entry) -> Void
    }

    @Test(
        "an entry that is not what the directory says is refused",
        arguments: [
            Lie(code: .zipCorrupt) { $0.checksum = 1 },
            Lie(code: .zipCorrupt) { $0.byteCount = 5499 },
            Lie(code: .zipCorrupt) { $0.byteCount = 5501 },
            Lie(code: .zipDamaged) { $0.byteCount = 900_000 },
            Lie(code: .zipCorrupt) { $0.stored = Array(rawDeflate($0.plain).dropLast(3)) },
            Lie(code: .zipCorrupt) { $0.stored = rawDeflate($0.plain) + [1, 2, 3] },
            Lie(code: .zipCorrupt) { $0.stored = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
            Lie(code: .zipDamaged) { $0.localName = "b.txt" },
            Lie(code: .zipDamaged) { $0.localMethod = 0 },
            Lie(code: .zipDamaged) { $0.disk = 1 },
            Lie(code: .zipDamaged) { $0.offset = 7 },
            Lie(code: .zipDamaged) { $0.offset = 0xFFFF_FFF0 },
            Lie(code: .zipUnsupported) { $0.method = 12 },
            Lie(code: .zipUnsupported) { $0.method = 9 },
            Lie(code: .zipUnsupported) { $0.method = 93 },
            Lie(code: .zipUnsupported) { $0.flags = 1 },
            Lie(code: .zipUnsupported) { $0.attributes = 0xA1FF_0000 },
        ])
    func lies(lie: Lie) {
        var entry = ZipWriter.Entry("a.txt", text)
        lie.change(&entry)
        #expect(code(ZipWriter([entry])) == lie.code)
    }

    @Test("an archive of several files is refused")
    func split() {
        var writer = ZipWriter([ZipWriter.Entry("a.txt", text)])
        writer.disk = 1
        #expect(code(writer) == .zipUnsupported)
    }

    @Test("only the figures that are too large stand in the ZIP64 field, in their order")
    func wideFigures() throws {
        typealias Figure = ZipWriter.Entry.Figure
        for figures in [[.offset], [.byteCount], [.storedBytes, .offset], [.byteCount, .storedBytes]] as [Set<Figure>] {
            var entry = ZipWriter.Entry("a.txt", text)
            entry.wideFigures = figures
            #expect(try read(ZipWriter([ZipWriter.Entry("b.txt", "x"), entry])) == text)
        }
    }

    @Test("a name is in UTF-8, also where nothing says so, and else in code page 437")
    func namesInOtherLetters() throws {
        for (raw, name) in [
            ([0x9A, 0x62, 0x65, 0x72, 0xE1], "Überß"), (Array("Łódź".utf8), "Łódź"),
            ([0x61, 0xFF], "a\u{A0}"), ([0xB0, 0x80], "░Ç"),
        ] as [([UInt8], String)] {
            var entry = ZipWriter.Entry("", text)
            entry.rawName = raw
            #expect(try read(ZipWriter([entry]), name) == text)
        }
    }

    @Test("an entry whose data has another entry in it shares bytes with it")
    func quotedOverlap() {
        let inner = ZipWriter([ZipWriter.Entry("b.txt", text)]).bytes
        var outer = ZipWriter.Entry("a.txt", inner)
        outer.isDeflated = false
        var quoted = ZipWriter.Entry("b.txt", text)
        // Behind the local header of the first one.
        quoted.offset = 30 + 5
        let writer = ZipWriter([outer, quoted])
        #expect(code(writer, "b.txt") == .zipDamaged)
        #expect(code(writer, "a.txt") == .zipDamaged)
    }

    @Test("entries that share bytes are refused")
    func overlap() {
        var second = ZipWriter.Entry("b.txt", text)
        second.offset = 0
        second.localName = "a.txt"
        second.name = "c.txt"
        let writer = ZipWriter([ZipWriter.Entry("a.txt", text), second])
        #expect(code(writer) == .zipDamaged)
    }

    @Test("a directory with another number of entries than it says is refused", arguments: [0, 1, 3, 60_000])
    func counts(count: UInt16) {
        var writer = ZipWriter([ZipWriter.Entry("a.txt", "1"), ZipWriter.Entry("b.txt", "2")])
        writer.entryCount = count
        #expect(code(writer) == (count > 10_000 ? .zipTooLarge : .zipDamaged))
    }

    @Test("more entries than the limit, and an entry that is longer, are refused before anything is unpacked")
    func limits() throws {
        try ZipWriter((0..<20).map { ZipWriter.Entry("\($0)", "x") }).write(to: path)
        let error = #expect(throws: WeirError.self) { try ZipArchive(path: path, limits: ZipLimits(entries: 10)) }
        #expect(error?.code == .zipTooLarge)
        try ZipWriter([ZipWriter.Entry("a.txt", text)]).write(to: path)
        let archive = try ZipArchive(path: path, limits: ZipLimits(entryBytes: 100))
        #expect(#expect(throws: WeirError.self) { try archive.place(of: archive.entries[0]) }?.code == .zipTooLarge)
        #expect(
            #expect(throws: WeirError.self) { try ZipArchive(path: path).contents(of: archive.entries[0], limit: 9) }?
                .code
                == .zipTooLarge)
    }

    @Test("a bomb is stopped where the directory says that the entry ends")
    func bomb() {
        var entry = ZipWriter.Entry("a.txt", [UInt8](repeating: 0, count: 10 << 20))
        entry.byteCount = 100_000
        #expect(code(ZipWriter([entry])) == .zipCorrupt)
    }

    @Test("an entry that becomes far longer than it is stored is refused before it is read as a whole")
    func ratio() throws {
        let entry = ZipWriter.Entry("a.txt", [UInt8](repeating: 0, count: 10 << 20))
        try ZipWriter([entry]).write(to: path)
        for (freeBytes, ratio, code) in [
            (1 << 20, 250, ErrorCode?.some(.zipTooLarge)), (1 << 20, 1040, nil), (1 << 30, 250, nil),
        ] {
            var limits = ZipLimits()
            (limits.freeBytes, limits.ratio) = (freeBytes, ratio)
            let archive = try ZipArchive(path: path, limits: limits)
            let found = try #require(try archive.entry(named: "a.txt"))
            var (count, failure) = (0, ErrorCode?.none)
            do throws(WeirError) {
                try archive.read(found) { count += $0.count }
            } catch {
                failure = error.code
            }
            #expect(failure == code)
            #expect(count == (code == nil ? 10 << 20 : 0))
        }
    }

    @Test(
        "the figures in a local header, and the descriptor behind the data, are not asked",
        arguments: [[], [0x50, 0x4B, 7, 8], [UInt8](repeating: 0xFF, count: 12), [UInt8](repeating: 1, count: 24)])
    func descriptors(descriptor: [UInt8]) throws {
        var bytes = ZipWriter([ZipWriter.Entry("a.txt", text)]).bytes
        // Behind the signature, the version and the flags of the local header: sizes and checksum of anything.
        for (flags, figures) in [(8, 0), (8, 0xAB), (0, 0)] as [(UInt8, UInt8)] {
            bytes[6] = flags
            for place in 14..<26 { bytes[place] = figures }
            var longer = bytes
            let directory = try #require(bytes.firstRange(of: [0x50, 0x4B, 1, 2] as [UInt8])?.lowerBound)
            longer.insert(contentsOf: descriptor, at: directory)
            let end = longer.count - 6
            let moved = UInt32(directory + descriptor.count)
            for index in 0..<4 { longer[end + index] = UInt8(truncatingIfNeeded: moved >> (8 * UInt32(index))) }
            try Data(longer).write(to: URL(fileURLWithPath: path))
            let archive = try ZipArchive(path: path)
            let entry = try #require(try archive.entry(named: "a.txt"))
            #expect(try archive.contents(of: entry, limit: 1 << 20) == Array(text.utf8))
        }
    }

    /// Takes a quarter of a minute, so it runs only where that is asked for, as in CI.
    @Test(
        "an entry of more than 4 GiB is read to its end and verified",
        .enabled(if: ProcessInfo.processInfo.environment["WEIR_LONG_TESTS"] != nil))
    func longEntry() throws {
        let data = RepeatedDeflate(Array(repeating: UInt8(ascii: " "), count: 64 << 20), times: 65)
        #expect(data.byteCount > 1 << 32)
        var entry = ZipWriter.Entry("a.txt", "")
        entry.stored = data.stored
        entry.checksum = data.checksum
        entry.byteCount = UInt64(data.byteCount)
        entry.wideFigures = [.byteCount]
        try ZipWriter([entry, ZipWriter.Entry("b.txt", text)]).write(to: path)
        var limits = ZipLimits()
        limits.ratio = 1040
        let archive = try ZipArchive(path: path, limits: limits)
        let found = try #require(try archive.entry(named: "a.txt"))
        var count = 0
        try archive.read(found) { count += $0.count }
        #expect(count == data.byteCount)
    }

    @Test("sizes that no file has are refused, wherever they stand")
    func wideLies() throws {
        var entry = ZipWriter.Entry("a.txt", text)
        entry.isWide = true
        let bytes = ZipWriter([entry]).bytes
        let directory = try #require(bytes.firstRange(of: [0x50, 0x4B, 1, 2] as [UInt8])?.lowerBound)
        let field = directory + 46 + 5 + 4
        for (place, value) in [(0, 1 << 63), (8, 1 << 63), (16, 1 << 63), (0, 1 << 62), (8, 1 << 62), (16, 1 << 62)]
            as [(Int, UInt64)]
        {
            var lie = bytes
            for index in 0..<8 { lie[field + place + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))) }
            try Data(lie).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: WeirError.self) {
                let archive = try ZipArchive(path: path)
                guard let entry = try archive.entry(named: "a.txt") else { return }
                _ = try archive.contents(of: entry, limit: .max)
            }
            #expect([.zipDamaged, .zipTooLarge].contains(error?.code), "\(value) at \(place)")
        }
    }

    @Test("names that lead out of a folder are names like any other, since nothing is written by them")
    func strangeNames() throws {
        for name in ["../../etc/passwd", "/etc/passwd", "C:\\a.txt"] {
            #expect(try read(ZipWriter([ZipWriter.Entry(name, "x")]), name) == "x")
        }
        #expect(code(ZipWriter([ZipWriter.Entry("a\0.txt", "x")]), "a") == .zipDamaged)
    }
}
