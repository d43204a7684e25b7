internal import NIOPosix

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Finds the addresses of a name: all of them, since one that is not public makes the name unfit.
package struct HostResolver: Sendable {
    /// Asks for the addresses of a name, and blocks meanwhile.
    package var lookUp: @Sendable (String) -> [NetworkAddress]

    /// Makes a resolver.
    package init(lookUp: @escaping @Sendable (String) -> [NetworkAddress]) { self.lookUp = lookUp }

    /// The resolver of the system.
    package static let system = HostResolver { name in
        NetworkAddress(name).map { [$0] } ?? addressesBySystem(name)
    }

    /// The addresses of a name, for a task that must not block.
    package func addresses(_ name: String) async -> [NetworkAddress] {
        (try? await NIOThreadPool.singleton.runIfActive { lookUp(name) }) ?? []
    }

    private static func addressesBySystem(_ name: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [NetworkAddress] = []
        var next = list
        while let entry = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
                == 0
            {
                let found = text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
                // A zone such as %eth0 belongs to a link of this machine.
                if let address = NetworkAddress(found), !addresses.contains(address) { addresses.append(address) }
            }
            next = entry.pointee.ai_next
        }
        return addresses
    }
}
