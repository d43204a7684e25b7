public import WeirModel

extension SpecNode {
    /// Where a character of a text stands in its file; the position of the whole value if that cannot be told.
    ///
    /// What was written differs from what it means by quotes, escapes, folded lines and indents. All of these are passed
    /// over, which is enough for a language that is not made of them.
    ///
    /// - Parameter index: the character, from 0; the number of characters for the end.
    public func position(ofCharacter index: Int) -> WeirError.Position {
        guard let origin, let scalar, scalar.secrets.isEmpty, let line = position.line, let column = position.column,
            let start = origin.index(line: line, column: column),
            let place = Self.place(of: index, in: Array(scalar.text.unicodeScalars), origin.scalars[start...])
        else { return position }
        var found = LinePlace()
        for scalar in origin.scalars[..<place] { found.advance(over: scalar) }
        return found.position(in: position.file)
    }

    /// Follows a text through the way in which it is written.
    private static func place(
        of index: Int, in text: [Unicode.Scalar], _ written: ArraySlice<Unicode.Scalar>
    ) -> Int? {
        var place = written.startIndex
        switch written.first {
        case "'", "\"": place += 1
        case "|", ">": place = written.firstIndex(of: "\n") ?? written.endIndex
        default: break
        }
        for (number, scalar) in text.enumerated() {
            // Spaces may have been line ends, and line ends spaces.
            if scalar.properties.isWhitespace {
                if number == index { return place }
                if place < written.endIndex, written[place] == scalar { place += 1 }
                continue
            }
            while place < written.endIndex, written[place] != scalar || isEscape(place, scalar, written) {
                guard written[place].properties.isWhitespace || written[place] == "\\" || written[place] == "'" else {
                    return nil
                }
                place += 1
            }
            if number == index { return place }
            place += 1
        }
        return place
    }

    /// Whether a character that looks like the one that is looked for stands for the one behind it.
    private static func isEscape(
        _ place: Int, _ scalar: Unicode.Scalar, _ written: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        guard scalar == "'", written.first == "'" else { return false }
        return place + 1 < written.endIndex && written[place + 1] == "'"
    }
}
