internal import HTTPTypes
internal import Hummingbird
internal import Weir
internal import WeirModel
internal import WeirParse

/// What can be loaded.
struct PipelineRoutes: Sendable {
    let catalog: PipelineCatalog

    func add(to router: RouterGroup<ServiceContext>) {
        router.get("pipelines", use: list)
        router.get("pipelines/:name/template.csv", use: template)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        return .json(["pipelines": catalog.entries().map(View.init)])
    }

    @Sendable private func template(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        let pipeline = try catalog.entry(context.parameters.get("name") ?? "").pipeline
        let names = pipeline.spec.validate.schema?.fields.map(\.name) ?? []
        let header = names.map(Self.quoted).joined(separator: ",") + "\r\n"
        var response = Response.text(header.utf8, "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"template.csv\""
        return response
    }

    private static func quoted(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { $0 != 0x2C && $0 != 0x22 && $0 != 0x0A && $0 != 0x0D } && !name.isEmpty
        return isPlain ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private struct View: Encodable {
        struct Column: Encodable {
            var name: String
            var type: String
            var title: String?
            var description: String?
            var required: Bool
        }

        var name: String
        var format: String
        var columns: [Column]

        init(_ entry: PipelineCatalog.Entry) {
            name = entry.name
            format = entry.pipeline.spec.parse.format.rawValue
            let schema = entry.pipeline.spec.validate.schema
            columns =
                schema?.fields.map { field in
                    Column(
                        name: field.name, type: field.type.rawValue, title: field.title, description: field.description,
                        required: field.constraints.required || (schema?.primaryKey.contains(field.name) ?? false))
                } ?? []
        }
    }
}
