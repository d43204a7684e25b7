internal import ArgumentParser
internal import WeirModel
internal import WeirSpec

/// Sizes on the command line, as in a pipeline file: `256KiB,1MiB`.
struct SizeList: ExpressibleByArgument {
    /// The sizes in bytes, each once.
    let bytes: [Int]

    init?(argument: String) {
        var bytes: [Int] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            // The greatest batch that a pipeline file may ask for.
            guard let size = Self.size(String(part)), size <= 1 << 28 else { return nil }
            if !bytes.contains(size) { bytes.append(size) }
        }
        self.bytes = bytes
    }

    /// One size in bytes.
    static func size(_ text: String) -> Int? {
        var reader = SpecReader()
        let node = SpecNode(.scalar(SpecScalar(text)), position: WeirError.Position(file: ""))
        return ByteSize.read(node, &reader)?.bytes
    }
}
