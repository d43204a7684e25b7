public import WeirModel

extension Issue {
    /// Appends the issue as a JSON object on one line; what it does not have is left out.
    public func appendJSON(to bytes: inout [UInt8]) {
        var separator = UInt8(ascii: "{")
        forEachMember { name, value in
            bytes.append(separator)
            separator = UInt8(ascii: ",")
            bytes.append(UInt8(ascii: "\""))
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: #"":"#.utf8)
            switch value {
            case .text(let text): JSONText.append(text, to: &bytes)
            case .number(let number): JSONText.append(number, to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
