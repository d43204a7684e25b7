internal import NIOHTTP1
internal import WeirModel
internal import WeirRead

/// Where objects of S3 are, and who asks for them: what the usual environment variables say.
///
/// Without a key requests are not signed, so that public objects can be read.
struct S3Store: Sendable {
    let key: SigningKey?
    let region: String
    /// The server, if it is not the one of AWS.
    let endpoint: RemoteURL?

    /// Reads the environment.
    ///
    /// - Parameter variable: gives the value of a variable.
    /// - Throws: `read.badURL` for an endpoint that is none.
    init(_ variable: (String) -> String?) throws(WeirError) {
        func value(_ names: String...) -> String? {
            for name in names {
                if let value = variable(name), !value.isEmpty { return value }
            }
            return nil
        }
        if let id = value("AWS_ACCESS_KEY_ID"), let secret = value("AWS_SECRET_ACCESS_KEY") {
            key = SigningKey(id: id, secret: secret, session: value("AWS_SESSION_TOKEN"))
        } else {
            key = nil
        }
        region = value("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1"
        endpoint = try value("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL").map { text throws(WeirError) in
            do throws(WeirError) {
                return try RemoteURL(text)
            } catch {
                throw WeirError(
                    .readBadURL, "The server that AWS_ENDPOINT_URL names cannot be used.",
                    hint: "It should look like http://127.0.0.1:9000.", position: error.position)
            }
        }
    }

    /// The address of an object: with the bucket in its path at an endpoint, else in the name of the host.
    ///
    /// - Throws: `read.badURL`.
    func url(of object: S3Location) throws(WeirError) -> RemoteURL {
        let text: String
        if let endpoint {
            let folder = endpoint.target.prefix { $0 != "?" }
            text = "\(endpoint.origin)\(folder.last == "/" ? folder.dropLast() : folder)/\(object.bucket)"
        } else {
            let domain = "s3.\(region).amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "")
            // The certificate is for one name in front of the domain, and names of hosts have small letters only.
            let isName =
                HostName.isValid(object.bucket) && object.bucket == object.bucket.lowercased()
                && !object.bucket.contains(".") && !object.bucket.contains("_")
            text = isName ? "https://\(object.bucket).\(domain)" : "https://\(domain)/\(object.bucket)"
        }
        var url = try RemoteURL("\(text)/\(object.escapedKey)")
        url.shownName = object.name
        return url
    }

    /// Signs what is asked for.
    var signer: S3Signer? { key.map { S3Signer(key: $0, region: region) } }

    /// What to do about an answer that has no object.
    func hint(about object: S3Location) -> @Sendable (HTTPResponseHead) -> String? {
        { [region, isSigned = key != nil] head in
            if let other = head.headers.first(name: "x-amz-bucket-region"), other != region {
                return "The bucket is in the region \(other): set AWS_REGION."
            }
            switch Int(head.status.code) {
            case 401, 403:
                return isSigned
                    ? "May the key of AWS_ACCESS_KEY_ID read it, and are the secret, the region and the clock right?"
                    : "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: without them only public objects can be read."
            case 404 where object.key.contains(where: { "*?[".contains($0) }):
                return "Patterns are not read of s3: name each object."
            default: return nil
            }
        }
    }
}
