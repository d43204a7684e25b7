#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Signs requests for objects of S3.
struct S3Signer: RequestSigner {
    let key: SigningKey
    let region: String

    func fields(for url: RemoteURL, _ headers: [(String, String)], at time: Double) -> [(String, String)] {
        var added = [("x-amz-content-sha256", SigningKey.emptyHash), ("x-amz-date", Self.text(of: time))]
        if let session = key.session { added.append(("x-amz-security-token", session)) }
        let host = url.origin.drop { $0 != "/" }.drop { $0 == "/" }
        let path = url.target.prefix { $0 != "?" }
        let signature = key.signature(
            method: "GET", path: String(path), query: String(url.target.dropFirst(path.count + 1)),
            headers: [("host", String(host))] + added + headers, time: added[1].1, region: region, service: "s3")
        return added + [("authorization", signature.authorization)]
    }

    /// A moment such as `20130524T000000Z`.
    static func text(of time: Double) -> String {
        var seconds = time_t(time)
        var moment = tm()
        gmtime_r(&seconds, &moment)
        func digits(_ number: Int32, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
        }
        let day = digits(moment.tm_year + 1900, 4) + digits(moment.tm_mon + 1, 2) + digits(moment.tm_mday, 2)
        return "\(day)T\(digits(moment.tm_hour, 2))\(digits(moment.tm_min, 2))\(digits(moment.tm_sec, 2))Z"
    }
}
