import Testing
import WeirModel

@testable import WeirParse

/// Whether a batch may hold a NUL is known from the scan, so that nobody has to look again.
@Suite struct NULTests {
    @Test(
        "a NUL in a record is noticed wherever it stands, and nowhere else",
        arguments: [
            ("a,b\n1,2\n", false), ("a,b\n1,\0\n", true), ("a,b\n1,2\n\0", true), ("a,b\n1,\"x\n\0\"\n", true),
            ("a,b\n1,2,3\n4,\"5\n6\"\n", false), ("a,b\n1,2,3\0\n", true), ("a,b\n1,\"x\"y\0\"\n2,3\n", true),
            ("a,b\n1,\"x\"y\"\n2,3\n", false),
            ("a,b\n" + String(repeating: "1,2\n", count: 200) + "3,4", false),
            ("a,b\n" + String(repeating: "1,2\n", count: 200) + "3,\0", true),
        ] as [(String, Bool)])
    func records(text: String, expected: Bool) throws {
        for kernel in ScanKernel.available {
            var parser = DelimitedParser(dialect: Dialect(), kernel: kernel)
            parser.push(ByteChunk(bytes: Bytes(copying: Array(text.utf8)), source: 0, offset: 0, endsSource: true))
            var found = false
            while let batch = try parser.next() {
                found = found || batch.mayHoldNUL
                if batch.endsSource { break }
            }
            #expect(found == expected, "\(kernel)")
        }
    }
}
