internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOHTTP1
internal import Weir
internal import WeirModel

/// Turns what fails into problems, counts and logs each request, and sends what browsers must know with each answer.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = ServiceContext

    let metrics: ServiceMetrics

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch let problem as ServiceProblem {
            response = problem.response
        } catch let error as WeirError {
            response = Self.problem(error).response
        } catch let error as HTTPError where error.status == .notFound {
            response = ServiceProblem.noRoute.response
        } catch let error as any HTTPResponseError {
            response = ServiceProblem.badRequest(error.status.reasonPhrase).response
        } catch let error as HTTPParserError {
            // The connection cannot be understood any more; the server answers 400 and closes it.
            throw error
        } catch is CancellationError {
            response = ServiceProblem.unavailable.closing.response
        } catch {
            context.logger.error("a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            response = ServiceProblem.internalError.response
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        let spent = (ContinuousClock.now - start).components
        let seconds = Double(spent.seconds) + Double(spent.attoseconds) / 1e18
        metrics.answered(
            request.method.rawValue, context.endpointPath ?? "none", status: response.status.code, seconds: seconds)
        context.logger.debug(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
                "status": "\(response.status.code)",
                "seconds": "\(seconds)",
            ])
        return response
    }

    /// A failure of the engine, by its code; never with the path of a file.
    private static func problem(_ error: WeirError) -> ServiceProblem {
        let status = ErrorCatalog.entry(for: error.code)?.httpStatus ?? 500
        return ServiceProblem(
            error.code.rawValue, HTTPResponse.Status(code: status), "The request cannot be carried out.",
            detail: status < 500 ? error.message : nil)
    }
}
