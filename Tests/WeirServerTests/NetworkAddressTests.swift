import AsyncHTTPClient
import Foundation
import Synchronization
import Testing
import WeirRemote

@testable import WeirServer

@Suite("Addresses that webhooks may lead to")
struct NetworkAddressTests {
    @Test(
        "what is not the public internet is told, in any disguise",
        arguments: [
            "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
            "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255",
            "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fc00::1",
            "fd12::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "::ffff:127.0.0.1",
            "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::1", "2002:a9fe:a9fe::1",
            "2001:0:4136:e378:8000:63bf:80ff:fffe",
        ])
    func special(text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPublic)
    }

    @Test(
        "the public internet is told",
        arguments: ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])
    func ordinary(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(
        "addresses of webhooks that hide where they lead are refused",
        arguments: [
            "https://127.1/", "https://0x7f.1/", "https://2130706433/", "https://0177.0.0.1/", "https:///x",
            "https://user@example.com/", "https://user:pw@example.com/", "http://example.com/", "ftp://example.com/",
            "https://example.com:22/", "https://exa mple.com/", "https://example.com/\r\nX: y",
            "https://ex%41mple.com/",
            "https://\u{2460}27.0.0.1/", "https://example.com/#x", "", "https://",
        ])
    func refused(text: String) {
        #expect(throws: ServiceProblem.self) { try WebhookURL(text, isTrusted: false) }
    }

    @Test(
        "names and addresses are taken",
        arguments: [
            ("https://example.com/hook?a=b", "example.com"), ("https://example.com.:8443/", "example.com"),
            ("https://1.1.1.1/", "1.1.1.1"), ("https://[2606:4700::1111]/x", "2606:4700::1111"),
        ])
    func taken(text: String, host: String) throws {
        #expect(try WebhookURL(text, isTrusted: false).host == host)
    }

    @Test("a name is looked up once, and the call goes to the address that was checked")
    func pinned() async throws {
        let asked = Mutex(0)
        let resolver = HostResolver { _ in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return [NetworkAddress(count == 1 ? "1.1.1.1" : "127.0.0.1")].compactMap(\.self)
        }
        let sender = WebhookSender(resolver: resolver)
        let url = try WebhookURL("https://example.com:8443/hook", isTrusted: false)
        let configuration = try await sender.configuration(for: url, isTrusted: false)
        #expect(configuration.dnsOverride == ["example.com": "1.1.1.1"])
        #expect(asked.withLock { $0 } == 1)
        await #expect(throws: WebhookSender.Refusal(reason: "its address is not on the public internet")) {
            try await sender.configuration(for: url, isTrusted: false)
        }
        #expect(try await sender.configuration(for: url, isTrusted: true).dnsOverride.isEmpty)
        #expect(asked.withLock { $0 } == 2)
    }

    @Test("the call goes to the address that was checked however the host is spelled")
    func spelled() async throws {
        let resolver = HostResolver { $0 == "example.com" ? [NetworkAddress("1.1.1.1")].compactMap(\.self) : [] }
        for text in ["https://EXAMPLE.com/", "https://example.com./", "https://Example.COM.:8443/x"] {
            let url = try WebhookURL(text, isTrusted: false)
            let configuration = try await WebhookSender(resolver: resolver).configuration(for: url, isTrusted: false)
            // This is how the client reads the address.
            let host = try #require(URL(string: text)?.host)
            #expect(configuration.dnsOverride == [host: "1.1.1.1"])
        }
    }

    @Test("a name with one address that is not public is not called at all")
    func mixed() async throws {
        let resolver = HostResolver { _ in [NetworkAddress("1.1.1.1"), NetworkAddress("127.0.0.1")].compactMap(\.self) }
        let secret = try #require(WebhookSecret(WebhookSecret.random()))
        let outcome = await WebhookSender(resolver: resolver).send(
            "{}", id: "msg_1", to: try WebhookURL("https://example.com/", isTrusted: false), secret: secret,
            isTrusted: false)
        #expect(outcome == .failed(status: nil, reason: "its address is not on the public internet", retryAfter: nil))
    }
}
