import NIOHTTP1
import Testing
import WeirModel
import WeirRead

@testable import WeirRemote

@Suite("Objects of S3")
struct S3Tests {
    private static let file = Reading.sample(100_000)

    /// Vectors of the test suite that AWS has published for version 4 of its signatures.
    @Test(
        "requests are signed as in the published vectors",
        arguments: [
            ("/", "", [], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            (
                "/", "Param2=value2&Param1=value1", [],
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
            ),
            (
                "/", "", [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
            ),
        ] as [(String, String, [(String, String)], String)])
    func vectors(path: String, query: String, headers: [(String, String)], expected: String) {
        let key = SigningKey(id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", session: nil)
        let signed = [("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")] + headers
        let signature = key.signature(
            method: "GET", path: path, query: query, headers: signed, time: "20150830T123600Z", region: "us-east-1",
            service: "service")
        #expect(signature.authorization.hasSuffix("Signature=\(expected)"), "\(signature.canonicalRequest)")
        #expect(
            signature.authorization.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;"))
    }

    @Test("a part of an object is asked for as in the example of S3")
    func example() throws {
        let key = SigningKey(
            id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", session: nil)
        let url = try RemoteURL("https://examplebucket.s3.amazonaws.com/test.txt")
        let fields = S3Signer(key: key, region: "us-east-1").fields(
            for: url, [("range", "bytes=0-9")], at: 1_369_353_600)
        #expect(
            fields.last?.1
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test(
        "addresses come of the bucket, the key and the environment",
        arguments: [
            ("s3://data/a/b c.csv", [:], "https://data.s3.us-east-1.amazonaws.com/a/b%20c.csv"),
            ("s3://data/x", ["AWS_DEFAULT_REGION": "eu-west-1"], "https://data.s3.eu-west-1.amazonaws.com/x"),
            (
                "s3://data/x", ["AWS_REGION": "eu-west-2", "AWS_DEFAULT_REGION": "eu-west-1"],
                "https://data.s3.eu-west-2.amazonaws.com/x"
            ),
            ("s3://my.data/x", [:], "https://s3.us-east-1.amazonaws.com/my.data/x"),
            ("s3://data/x", ["AWS_REGION": "cn-north-1"], "https://data.s3.cn-north-1.amazonaws.com.cn/x"),
            (
                "S3://data/\u{fc}+%?#.csv", ["AWS_ENDPOINT_URL": "http://127.0.0.1:5000"],
                "http://127.0.0.1:5000/data/%C3%BC%2B%25%3F%23.csv"
            ),
            (
                "s3://data/x",
                ["AWS_ENDPOINT_URL": "http://a.example", "AWS_ENDPOINT_URL_S3": "https://b.example/s3/"],
                "https://b.example/s3/data/x"
            ),
        ] as [(String, [String: String], String)])
    func addresses(text: String, environment: [String: String], called: String) throws {
        let url = try S3Store { environment[$0] }.url(of: S3Location(text))
        #expect(url.text == called)
        #expect(url.name == "s3" + text.dropFirst(2))
    }

    @Test(
        "what names no object is refused",
        arguments: [
            "s3://", "s3://data", "s3://data/", "s3:///x", "s3://a/x", "s3://da ta/x", "s3://.data/x", "s3://a..b/x",
        ])
    func refused(text: String) {
        #expect(#expect(throws: WeirError.self) { try S3Location(text) }?.code == .readBadURL)
    }

    private static func access(_ server: WebServer, _ more: [String: String] = [:]) -> RemoteAccess {
        let environment = ["AWS_ENDPOINT_URL": "http://127.0.0.1:\(server.port)"].merging(more) { $1 }
        return RemoteAccess(
            headers: ["x-token": "secret"], clients: HTTPClients(isAllowed: nil), retries: Reading.retries()
        ) { environment[$0] }
    }

    @Test("objects are read like any file elsewhere, signed where there is a key")
    func read() async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            if request.number == 1 { reply.cut = 70_000 }
            return reply
        } _: { server in
            let keys = [
                "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "hidden", "AWS_SESSION_TOKEN": "session",
            ]
            let read = try await Reading.bytes(of: "s3://data/a b.csv", Self.access(server, keys))
            #expect(read == Self.file)
            #expect(server.seen.count == 3)
            for request in server.seen {
                #expect(request.target == "/data/a%20b.csv")
                let authorization = request.headers.first(name: "authorization") ?? ""
                #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/"))
                #expect(authorization.contains("x-amz-security-token") && !authorization.contains("hidden"))
                #expect(request.headers.first(name: "x-amz-security-token") == "session")
                #expect(!request.headers.contains(name: "x-token"))
            }
            #expect(
                server.seen.last?.headers.first(name: "authorization")?.contains("host;if-range;range;x-amz") == true)
        }
        try await WebServer.with {
            WebServer.file(Self.file, $0)
        } _: { server in
            let read = try await Reading.bytes(of: "s3://data/a.csv", Self.access(server))
            #expect(read == Self.file)
            #expect(server.seen.allSatisfy { !$0.headers.contains(name: "authorization") })
        }
    }

    @Test("refusals say what to do")
    func refusals() async throws {
        let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "hidden"]
        try await WebServer.with { request in
            switch request.target {
            case "/data/region": WebServer.Reply(301, ["x-amz-bucket-region": "eu-west-1", "content-length": "0"])
            case "/data/none", "/data/%2A.csv": WebServer.Reply(404, ["content-length": "0"])
            default: WebServer.Reply(403, ["content-length": "0"])
            }
        } _: { server in
            let region = await Reading.failure("s3://data/region", Self.access(server))
            #expect(region?.hint?.contains("eu-west-1") == true)
            let none = await Reading.failure("s3://data/none", Self.access(server))
            #expect(none?.code == .readNotFound && none?.position?.file == "s3://data/none" && none?.hint == nil)
            let pattern = await Reading.failure("s3://data/*.csv", Self.access(server))
            #expect(pattern?.code == .readNotFound && pattern?.hint?.contains("name each object") == true)
            let endpoint = await Reading.failure("s3://data/x", Self.access(server, ["AWS_ENDPOINT_URL": "localhost"]))
            #expect(endpoint?.code == .readBadURL && endpoint?.message.contains("AWS_ENDPOINT_URL") == true)
            let stranger = await Reading.failure("s3://data/x", Self.access(server))
            #expect(stranger?.code == .readUnreadable && stranger?.hint?.contains("AWS_ACCESS_KEY_ID and") == true)
            let known = await Reading.failure("s3://data/x", Self.access(server, keys))
            #expect(known?.hint?.contains("clock") == true)
        }
    }
}
