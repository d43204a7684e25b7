public import WeirModel
public import WeirRead
internal import WeirRemote
internal import WeirSpec

extension ReadSettings {
    /// Looks up every input, on this machine and elsewhere, without reading any.
    ///
    /// - Parameter allowsPrivate: whether inputs elsewhere may be on private networks.
    /// - Throws: what `resolve(relativeTo:calls:remote:)` throws.
    public func inputs(allowsPrivate: Bool = true) throws(WeirError) -> [ResolvedSource] {
        let environment = SpecEnvironment.process
        return try resolve(
            remote: RemoteAccess(headers: headers, allowsPrivate: allowsPrivate) { environment[$0] })
    }
}
