#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// An address of the internet protocol, and whether it leads to the public internet.
package struct NetworkAddress: Sendable, Hashable {
    /// Four bytes, or sixteen.
    package let bytes: [UInt8]

    /// Reads an address as the system writes it; `nil` for any other text, such as `127.1` or `0x7f.1`.
    package init?(_ text: String) {
        var four = in_addr()
        var sixteen = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
        } else {
            return nil
        }
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The text as the system writes it.
    package var text: String {
        var bytes = bytes
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, &bytes, &text, socklen_t(text.count))
        return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    /// The address itself, or the one of version 4 that it has in it: mapped, compatible, NAT64, 6to4, Teredo.
    package var innermost: NetworkAddress {
        guard bytes.count == 16 else { return self }
        let zeros = bytes.prefix(while: { $0 == 0 }).count
        if zeros == 10, bytes[10] == 0xFF, bytes[11] == 0xFF { return NetworkAddress(Array(bytes[12...])) }
        // The addresses ::/128 and ::1/128 stand for themselves.
        if zeros >= 12, zeros < 15 { return NetworkAddress(Array(bytes[12...])) }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]), bytes[4..<12].allSatisfy({ $0 == 0 }) {
            return NetworkAddress(Array(bytes[12...]))
        }
        if bytes.starts(with: [0x20, 0x02]) { return NetworkAddress(Array(bytes[2..<6])) }
        if bytes.starts(with: [0x20, 0x01, 0x00, 0x00]) { return NetworkAddress(bytes[12...].map { ~$0 }) }
        return self
    }

    /// Whether packets to it go to the public internet, by the special-purpose registries of IANA.
    package var isPublic: Bool {
        let address = innermost.bytes
        if address.count == 4 { return !Self.special4.contains { $0.contains(address) } }
        // Only 2000::/3 is given out.
        return address[0] & 0xE0 == 0x20 && !Self.special6.contains { $0.contains(address) }
    }

    private struct Network {
        var prefix: [UInt8]
        var bits: Int

        init(_ prefix: [UInt8], _ bits: Int) {
            self.prefix = prefix
            self.bits = bits
        }

        func contains(_ address: [UInt8]) -> Bool {
            for index in 0..<bits {
                let mask = UInt8(0x80) >> UInt8(index % 8)
                let own = index / 8 < prefix.count ? prefix[index / 8] : 0
                if (own ^ address[index / 8]) & mask != 0 { return false }
            }
            return true
        }
    }

    private static let special4 = [
        Network([0], 8), Network([10], 8), Network([100, 64], 10), Network([127], 8), Network([169, 254], 16),
        Network([172, 16], 12), Network([192, 0, 0], 24), Network([192, 0, 2], 24), Network([192, 88, 99], 24),
        Network([192, 168], 16), Network([198, 18], 15), Network([198, 51, 100], 24), Network([203, 0, 113], 24),
        Network([224], 4), Network([240], 4),
    ]
    private static let special6 = [
        Network([0x20, 0x01, 0x0D, 0xB8], 32), Network([0x20, 0x01, 0x00, 0x02], 48),
        Network([0x20, 0x01, 0x00, 0x10], 28),
        Network([0x3F, 0xFF], 20),
    ]
}
