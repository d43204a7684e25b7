internal import WeirDecode
internal import WeirEmit
internal import WeirFlow
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirValidate
internal import WeirWrite

/// Connects the six stages of a pipeline: this is the whole product in one paragraph.
struct PipelineBuilder: Sendable {
    let parts: PipelineParts
    /// The keys of the tables that foreign keys refer to, once they are read.
    var references: ReferenceKeys?

    func build(_ flow: FlowBuilder) {
        let (parts, references) = (parts, references)
        let bytes = flow.read("read", until: parts.enough) { parts.source() }
        let text = flow.stage("decode", bytes) { try parts.decoder() }
        let records = flow.stage("parse", text) { parts.parser() }
        let encoded = flow.fanOut("validate", records, parts.validator, then: parts.encoder)
        let receipts = flow.stage("write", encoded, on: .dedicatedThread) { try parts.writer(references: references) }
        flow.sink("emit", receipts) { parts.emitter() }
    }
}
