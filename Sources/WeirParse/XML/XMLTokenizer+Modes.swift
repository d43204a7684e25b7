import WeirModel

/// What is neither a tag nor plain text: comments, instructions, character data and references.
extension XMLTokenizer where Receiver: ~Copyable {
    /// Skips a comment.
    mutating func skipComment(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ hyphens: Int
    ) throws(WeirError) -> Int {
        var hyphens = hyphens
        for place in start..<bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "-"): hyphens = min(hyphens + 1, 2)
            case UInt8(ascii: ">") where hyphens == 2:
                mode = .text
                return place + 1
            default: hyphens = 0
            }
        }
        mode = .comment(hyphens: hyphens)
        return bytes.count
    }

    /// Skips a processing instruction; of the declaration of the document the encoding is looked at.
    mutating func skipInstruction(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ question: Bool
    ) throws(WeirError) -> Int {
        var question = question
        for place in start..<bytes.count {
            let byte = bytes[place]
            if held.count < 256 { held.append(byte) }
            if question, byte == UInt8(ascii: ">") {
                mode = .text
                try checkDeclaration(at: place)
                return place + 1
            }
            question = byte == UInt8(ascii: "?")
        }
        mode = .instruction(question: question)
        return bytes.count
    }

    private func checkDeclaration(at place: Int) throws(WeirError) {
        guard held.starts(with: "<?xml".utf8), held.count > 5, held[5] <= 0x20 else { return }
        guard !hasRoot else { throw fault("a second document follows the first", at: place) }
        let encoding = held.withUnsafeBufferPointer {
            XMLTag($0, name: 2..<5, attributes: 5..<$0.count).text("encoding")
        }
        guard let encoding else { return }
        let known = ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii"]
        guard known.contains(encoding.lowercased()) else {
            throw fault("it is written in \(encoding.prefix(40)); only UTF-8 and UTF-16 are allowed", at: place)
        }
    }

    /// Tells of character data.
    mutating func readCharacterData(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ brackets: Int
    ) throws(WeirError) -> Int {
        var brackets = brackets
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "]") {
                isAfterReturn = false
                if brackets < 2 { brackets += 1 } else { try tell([byte]) }
                continue
            }
            if byte == UInt8(ascii: ">"), brackets == 2 {
                mode = .text
                return place
            }
            if brackets > 0 { try tell([UInt8](repeating: UInt8(ascii: "]"), count: brackets)) }
            brackets = 0
            if byte == 0x0A, isAfterReturn {
                isAfterReturn = false
                continue
            }
            isAfterReturn = byte == 0x0D
            try tell([isAfterReturn ? 0x0A : byte])
        }
        mode = .characterData(brackets: brackets)
        return place
    }

    /// Goes on with a reference.
    mutating func continueReference(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws(WeirError) -> Int {
        isAfterReturn = false
        for place in start..<bytes.count {
            let byte = bytes[place]
            guard byte == UInt8(ascii: ";") else {
                held.append(byte)
                if held.count > XMLReference.mostBytes { throw fault("a & begins no reference", at: place) }
                continue
            }
            guard let scalar = XMLReference.scalar(held), let encoded = UTF8.encode(scalar) else {
                throw fault("&\(String(decoding: held, as: UTF8.self)); stands for no character", at: place)
            }
            mode = .text
            try tell(Array(encoded))
            return place + 1
        }
        return bytes.count
    }
}
