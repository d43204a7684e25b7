public import WeirFlow
public import WeirModel

/// Turns the bytes of sources into batches of whole records: what a format of files is.
///
/// The chunks of a source come in order, and the last one says so; what comes out depends on the bytes and the settings
/// alone, never on where the chunks end. Each source ends with exactly one batch whose `endsSource` is true.
public protocol RecordParser: ~Copyable, Transducer where Input == ByteChunk, Output == RecordBatch {}
