import WeirModel
import WeirZip

/// The archive that a workbook is, and its parts.
struct Package {
    /// The most bytes of a part that is held in memory as a whole.
    static let mostPartBytes = 256 << 20

    /// The archive.
    let archive: ZipArchive

    /// Reads a part to its end.
    ///
    /// - Returns: the receiver that was told of it.
    /// - Throws: `zip.*`, `parse.badXML`, and what the receiver throws.
    func read<Receiver: XMLReceiver & ~Copyable>(
        _ entry: ZipEntry, into receiver: consuming Receiver
    ) throws(WeirError) -> Receiver {
        var tokenizer = XMLTokenizer(receiver, name: entry.name, file: archive.path)
        var text = PartText()
        try archive.read(entry) { (piece) throws(WeirError) in
            if let plain = text.push(piece) {
                try plain.withUnsafeBufferPointer { (bytes) throws(WeirError) in try tokenizer.take(bytes) }
            } else {
                try tokenizer.take(piece)
            }
        }
        try tokenizer.finish()
        return tokenizer.takeReceiver()
    }
}
