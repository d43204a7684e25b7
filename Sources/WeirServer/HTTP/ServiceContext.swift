internal import Hummingbird

/// What is known of a request while it is answered.
struct ServiceContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who it comes from.
    var access = Access(workspace: "", actor: "", scopes: [])

    init(source: Source) { coreContext = .init(source: source) }

    /// Fails unless the caller may do something.
    ///
    /// - Throws: `server.scopeMissing`.
    func require(_ scope: AccessScope) throws(ServiceProblem) {
        guard access.scopes.contains(scope) else { throw .scopeMissing(scope) }
    }

    /// The job that the address names, in form.
    ///
    /// - Throws: `server.noJob`.
    func jobID() throws(ServiceProblem) -> String {
        guard let id = parameters.get("job_id"), Identifier.isValid(id) else { throw .noJob }
        return id
    }
}
