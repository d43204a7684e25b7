import WeirModel
import WeirSpec
import WeirValidate

@testable import Weir

/// A pipeline file: it is read or refused with a place, and never tells what an environment value is.
enum PipelineTarget: FuzzTarget {
    private static let secret = "a-secret-of-the-environment"

    static func attempt(_ input: FuzzInput) {
        var input = input
        let text = String(decoding: input.rest(), as: UTF8.self)
        let environment = SpecEnvironment(["HOME": secret, "A": secret])
        do {
            let document = try PipelineDocument.parse(text, name: "/dev/null/p.yaml", environment: environment)
            let spec = try document.read(PipelineSpec.self)
            let pipeline = Pipeline(spec)
            let plan = try ValidationPlan(schema: pipeline.schema, settings: pipeline.validateSettings)
            expectSame(plan.isInferred, pipeline.schema?.fields.isEmpty ?? true, "whether there are fields")
        } catch let problems as SpecProblems {
            expect(!problems.problems.isEmpty, "refused for nothing")
            expect(!problems.description.contains(secret), "the secret is told: \(problems)")
            for problem in problems.problems {
                let (line, column) = (problem.position.line ?? 0, problem.position.column ?? 0)
                expect(line >= 1 && column >= 1, "no place: \(problem)")
            }
        } catch let error as WeirError {
            let code = error.code.rawValue
            expect(code.hasPrefix("spec.") || code.hasPrefix("validate.bad") || code == "validate.ambiguousLabel", code)
            expect(!error.message.contains(secret), "the secret is told: \(error.message)")
        } catch {
            found("an error without a name: \(error)")
        }
    }
}
