internal import WeirModel
internal import WeirRead

/// An address of the web, read once: what is checked is what is called.
struct RemoteURL: Sendable, Hashable {
    /// Whether it is `https`.
    let isSecure: Bool
    /// The name or the address of the host in small letters, without brackets and without a dot at its end.
    let host: String
    let port: Int
    /// The path and the query, as they are sent.
    let target: String
    /// The name and the password that stood in front of the host; never shown.
    let userInfo: [UInt8]?
    /// What people see in place of the address.
    var shownName: String?

    /// Reads an address.
    ///
    /// Blanks and characters beyond ASCII in its path are written as a browser writes them. What stands behind `#` is
    /// left out.
    ///
    /// - Throws: `read.badURL`.
    init(_ text: String) throws(WeirError) {
        guard let colon = text.firstRange(of: "://"), text.utf8.count <= 8000,
            text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw Self.bad("It is no address of the web.", text) }
        switch text[..<colon.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw Self.bad("It must begin with https:// or http://.", text)
        }
        let rest = text[colon.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "\\" }
        let behind = rest[authority.endIndex...]
        guard behind.first != "\\" else { throw Self.bad("There is a backslash behind its host.", text) }
        target = Self.escaped(behind.first == "/" ? behind : "/" + behind)
        let place: Substring
        if let sign = authority.lastIndex(of: "@") {
            userInfo = Self.decoded(authority[..<sign])
            place = authority[authority.index(after: sign)...]
        } else {
            userInfo = nil
            place = authority
        }
        let name: Substring
        let digits: Substring
        if place.first == "[", let end = place.firstIndex(of: "]") {
            name = place[place.index(after: place.startIndex)..<end]
            digits = place[place.index(after: end)...]
            guard NetworkAddress(String(name))?.bytes.count == 16 else {
                throw Self.bad("Its host is no address.", text)
            }
        } else {
            name = place.prefix { $0 != ":" }
            digits = place[name.endIndex...]
        }
        var host = name.lowercased()
        if host.hasSuffix(".") { host.removeLast() }
        guard HostName.isValid(host) || NetworkAddress(host) != nil else {
            throw Self.bad("Its host is no name and no address.", text)
        }
        self.host = host
        if digits.isEmpty || digits == ":" {
            port = isSecure ? 443 : 80
        } else {
            guard digits.first == ":", digits.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(digits.dropFirst()), (1...65_535).contains(number)
            else { throw Self.bad("Its port is no number from 1 to 65535.", text) }
            port = number
        }
    }

    /// The scheme, the host and the port: what must be the same for secrets to be sent along.
    var origin: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        return "\(isSecure ? "https" : "http")://\(shown)" + (port == (isSecure ? 443 : 80) ? "" : ":\(port)")
    }

    /// The address as it is called, without name and password.
    var text: String { origin + target }

    /// What people see: without name, password and query, which may have secrets in them.
    var name: String { shownName ?? (origin + target.prefix { $0 != "?" }) }

    /// The address that this one leads to by the header `Location`.
    ///
    /// - Throws: `read.badURL`.
    func following(_ location: String) throws(WeirError) -> RemoteURL {
        let path = target.prefix { $0 != "?" }
        if location.firstRange(of: "://").map({ location[..<$0.lowerBound].allSatisfy(\.isLetter) }) == true {
            return try RemoteURL(location)
        }
        if location.hasPrefix("//") { return try RemoteURL((isSecure ? "https:" : "http:") + location) }
        if location.hasPrefix("/") { return try RemoteURL(origin + location) }
        if location.hasPrefix("?") { return try RemoteURL(origin + path + location) }
        return try RemoteURL(origin + path[...(path.lastIndex(of: "/") ?? path.startIndex)] + location)
    }

    private static func bad(_ message: String, _ text: String) -> WeirError {
        // What is in front of the host may be a password, and so may be what is behind the path.
        let start = text.firstRange(of: "://").map { text[..<$0.upperBound] } ?? ""
        let rest = text[start.endIndex...].prefix { $0 != "?" && $0 != "#" }
        let shown = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        return WeirError(
            .readBadURL, "The address cannot be used: \(message)",
            hint: "It should look like https://example.com/orders.csv.",
            position: WeirError.Position(file: String(start + shown)))
    }

    private static func escaped(_ text: some StringProtocol) -> String {
        var escaped: [UInt8] = []
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "%") where !bytes[(index + 1)...].prefix(2).isTwoDigits: escaped += Self.escape(byte)
            case 0x21, 0x23...0x3B, 0x3D, 0x3F...0x5B, 0x5D, 0x5F, 0x61...0x7A, 0x7E: escaped.append(byte)
            default: escaped += Self.escape(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// A byte as `%2F`.
    static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
    }

    private static func decoded(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension ArraySlice<UInt8> {
    /// Whether it is two hexadecimal digits.
    fileprivate var isTwoDigits: Bool {
        count == 2 && allSatisfy { UInt8(String(UnicodeScalar($0)), radix: 16) != nil }
    }
}
