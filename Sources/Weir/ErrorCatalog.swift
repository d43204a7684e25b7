internal import WeirDecode
internal import WeirEmit
internal import WeirInfer
public import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec
internal import WeirValidate
internal import WeirWrite
internal import WeirZip

/// Every error code with what it means to the caller of the program and to a client of the service.
public enum ErrorCatalog {
    /// One error code.
    public struct Entry: Sendable {
        /// The code.
        public let code: ErrorCode
        /// What the program exits with.
        public let exitCode: ExitCode
        /// What the service answers with.
        public let httpStatus: Int
        /// What happened and what to do, for the reference page.
        public let explanation: String
    }

    /// The entry of a code.
    public static func entry(for code: ErrorCode) -> Entry? { byCode[code] }

    /// All codes, in the order of the stages.
    public static let entries: [Entry] =
        spec + read + zip + decode + parse + validate + write + emit + infer + weir + server

    private static let byCode = Dictionary(entries.map { ($0.code, $0) }) { first, _ in first }

    private static let spec: [Entry] = [
        Entry(
            code: .specSyntax, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The pipeline file is not YAML or JSON; the position is where reading failed."),
        Entry(
            code: .specInvalid, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The pipeline file has unknown, missing or wrong settings; all are listed with their places."),
        Entry(
            code: .specNotFound, exitCode: .badPipeline, httpStatus: 404,
            explanation: "The pipeline file is not there."),
        Entry(
            code: .specUnreadable, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The pipeline file is there and cannot be read."),
        Entry(
            code: .specTooLarge, exitCode: .badPipeline, httpStatus: 413,
            explanation: "The pipeline file is larger than a pipeline file can sensibly be."),
        Entry(
            code: .specRefNotFound, exitCode: .badPipeline, httpStatus: 422,
            explanation: "A file named by `$ref` cannot be used."),
    ]

    private static let read: [Entry] = [
        Entry(
            code: .readNoInput, exitCode: .badPipeline, httpStatus: 422,
            explanation: "No input is named."),
        Entry(
            code: .readNotFound, exitCode: .badInput, httpStatus: 404,
            explanation: "An input is not there, or a pattern matches nothing."),
        Entry(
            code: .readUnreadable, exitCode: .badInput, httpStatus: 403,
            explanation: "An input is there and may not be read."),
        Entry(
            code: .readIsDirectory, exitCode: .badInput, httpStatus: 422,
            explanation: "An input is a folder; name the files in it by a pattern such as `folder/*.csv`."),
        Entry(
            code: .readDuplicate, exitCode: .badInput, httpStatus: 422,
            explanation: "The same file is named twice as an input, so its rows would be loaded twice."),
        Entry(
            code: .readUnionOfPipe, exitCode: .badPipeline, httpStatus: 422,
            explanation: """
                `read.union` looks at the headers of all inputs before it reads their rows, and one of them is a pipe, which \
                can be read only once.
                """),
        Entry(
            code: .readChanged, exitCode: .badInput, httpStatus: 409,
            explanation: """
                A file is shorter than it was when the run began, or one elsewhere has become another: somebody writes to \
                it. Load it again.
                """),
        Entry(
            code: .readBadURL, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The address of an input elsewhere cannot be used: it must be of `http`, `https` or `s3`."),
        Entry(
            code: .readUnreachable, exitCode: .badInput, httpStatus: 502,
            explanation: """
                The server of an input elsewhere cannot be reached, or has answered again and again that it has too much to \
                do. What was read before may have been committed, and the next run goes on there.
                """),
        Entry(
            code: .readPrivateAddress, exitCode: .badInput, httpStatus: 403,
            explanation: """
                An input elsewhere, or what it leads to, is not on the public internet, and the job service or \
                `--public-inputs` allows no other.
                """),
        Entry(
            code: .readBadAnswer, exitCode: .badInput, httpStatus: 502,
            explanation: "The server of an input elsewhere answers what makes no sense; the message says what."),
        Entry(
            code: .readNotDivisible, exitCode: .badInput, httpStatus: 422,
            explanation: """
                An archive or a workbook is read from its end, and its server sends only whole files. Download it first.
                """),
        Entry(
            code: .readFailed, exitCode: .badInput, httpStatus: 500,
            explanation: "Reading an input failed in the middle; the message has the byte and what the system says."),
    ]

    private static let decode: [Entry] = [
        Entry(
            code: .decodeCorrupt, exitCode: .badInput, httpStatus: 422,
            explanation: "Compressed data is damaged or its checksum is wrong."),
        Entry(
            code: .decodeTruncated, exitCode: .badInput, httpStatus: 422,
            explanation: "Compressed data ends too early; the file was not transferred whole."),
        Entry(
            code: .decodeTrailingGarbage, exitCode: .badInput, httpStatus: 422,
            explanation: "Behind the compressed data there is something else."),
        Entry(
            code: .decodeBudgetExceeded, exitCode: .badInput, httpStatus: 413,
            explanation: "Compressed data becomes more bytes than limits.inflatedBytes allows."),
        Entry(
            code: .decodeNotGzip, exitCode: .badInput, httpStatus: 422,
            explanation: "The pipeline says gzip and the file is none."),
        Entry(
            code: .decodeUnsupportedFormat, exitCode: .badInput, httpStatus: 415,
            explanation: "The file is of another kind than delimited text; the message says which."),
        Entry(
            code: .decodeUnsupportedEncoding, exitCode: .badInput, httpStatus: 415,
            explanation: "The text is in an encoding that cannot be read."),
        Entry(
            code: .decodeEncodingMismatch, exitCode: .badInput, httpStatus: 422,
            explanation: "The byte order mark of the file contradicts the encoding in the pipeline file."),
        Entry(
            code: .decodeNotUTF8, exitCode: .badInput, httpStatus: 422,
            explanation: """
                The text has no byte order mark, was taken for UTF-8, and cannot be: many of its first lines have bytes that \
                UTF-8 does not have, and no character beyond ASCII is well-formed. Name its encoding by `decode.encoding`.
                """),
        Entry(
            code: .decodeOutOfMemory, exitCode: .badInput, httpStatus: 500,
            explanation: "There is no memory for the decompressor."),
    ]

    private static let parse: [Entry] = [
        Entry(
            code: .parseTooManyColumns, exitCode: .badInput, httpStatus: 422,
            explanation: "The header has more columns than `limits.columns`; often the delimiter is not what it seems."),
        Entry(
            code: .parseHeaderTooLong, exitCode: .badInput, httpStatus: 422,
            explanation: "A line before the records is longer than `limits.recordBytes`."),
        Entry(
            code: .parseNoObject, exitCode: .badInput, httpStatus: 422,
            explanation: "The input begins without JSON objects, and there is no schema to take the columns from."),
        Entry(
            code: .parseMixedFormats, exitCode: .badPipeline, httpStatus: 422,
            explanation: """
                The inputs are named as of different formats, such as `a.csv` and `b.jsonl`, and `parse.format` does not say \
                which one all of them have.
                """),
        Entry(
            code: .parseNotWorkbook, exitCode: .badInput, httpStatus: 422,
            explanation: "The file is called a workbook and is something else; the message says what."),
        Entry(
            code: .parseBadWorkbook, exitCode: .badInput, httpStatus: 422,
            explanation: "A part that the workbook needs is missing, or holds something else."),
        Entry(
            code: .parseNoSheet, exitCode: .badInput, httpStatus: 422,
            explanation: "The workbook has no such sheet; the hint names those that it has."),
        Entry(
            code: .parseBadSheet, exitCode: .badInput, httpStatus: 422,
            explanation: "The rows of the sheet are not in order, or there are more than a sheet can have."),
        Entry(
            code: .parseBadXML, exitCode: .badInput, httpStatus: 422,
            explanation: """
                A part of the workbook is not well-formed XML, ends in the middle, declares a document type, or is nested \
                too deeply.
                """),
        Entry(
            code: .parseSpillFull, exitCode: .badInput, httpStatus: 507,
            explanation: """
                The texts of the workbook need more temporary room than `limits.spillBytes`, or than there is in \
                `limits.spillFolder`.
                """),
        Entry(
            code: .parseSpillFailed, exitCode: .badInput, httpStatus: 500,
            explanation: "The temporary file for the texts of the workbook cannot be made, written or read."),
    ]

    private static let validate: [Entry] = [
        Entry(
            code: .validateAmbiguousLabel, exitCode: .badPipeline, httpStatus: 422,
            explanation: "Two fields of the schema answer to the same label, by their names or their aliases."),
        Entry(
            code: .validateBadConstraint, exitCode: .badPipeline, httpStatus: 422,
            explanation: "A constraint has a value that its field's type cannot read, or a pattern that is none."),
        Entry(
            code: .validateBadFormat, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The format of a field is not one of its type."),
        Entry(
            code: .validateBadMapping, exitCode: .badPipeline, httpStatus: 422,
            explanation:
                "The `default` or `constant` of a field is no value of its type, or no field comes from the data."),
        Entry(
            code: .validateBadReference, exitCode: .badPipeline, httpStatus: 422,
            explanation: """
                A foreign key refers to a table that is not declared in `validate.references`, or to fields that it does \
                not have or that have another type; or it refers to the table itself, and the input can be read only once.
                """),
        Entry(
            code: .validateReferenceUnreadable, exitCode: .badInput, httpStatus: 422,
            explanation: """
                A table of a database that foreign keys refer to is not there or cannot be read; the message has what \
                the database says.
                """),
        Entry(
            code: .validateBadRule, exitCode: .badPipeline, httpStatus: 422,
            explanation: "A rule cannot be read, or names a field that is not there or has another type."),
        Entry(
            code: .validateHeader, exitCode: .badInput, httpStatus: 422,
            explanation: "The header of an input does not fit the schema; all problems are listed. Nothing was loaded."),
        Entry(
            code: .validateSpillFull, exitCode: .sinkFailed, httpStatus: 507,
            explanation: """
                The keys that must be told apart need more room on disk than `limits.spillBytes` allows, or than there \
                is in `limits.spillFolder`. What was committed before stays.
                """),
        Entry(
            code: .validateSpillFailed, exitCode: .sinkFailed, httpStatus: 500,
            explanation: """
                The temporary file for keys could not be made, written or read; the message has the folder and what \
                the system says. `limits.spillFolder` chooses another folder.
                """),
        Entry(
            code: .validateViolation, exitCode: .budgetExceeded, httpStatus: 422,
            explanation: "A row breaks a rule and the pipeline says `onViolation: stop`."),
    ]

    private static let write: [Entry] = [
        Entry(
            code: .writeFailed, exitCode: .sinkFailed, httpStatus: 500,
            explanation: "Writing failed; the message has the path and what the system says."),
        Entry(
            code: .writeDiskFull, exitCode: .sinkFailed, httpStatus: 507,
            explanation: "There is no room left where the output goes."),
        Entry(
            code: .writeUnwritable, exitCode: .sinkFailed, httpStatus: 500,
            explanation: "The output may not be written: permissions, or a folder that is not there."),
        Entry(
            code: .writeBusy, exitCode: .sinkFailed, httpStatus: 409,
            explanation: """
                Another process holds the output; a database is waited for five seconds. What was committed stays. Try \
                again when the other is done.
                """),
        Entry(
            code: .writeDisconnected, exitCode: .sinkFailed, httpStatus: 503,
            explanation: """
                The database server cannot be reached, or the connection was lost. What was committed stays, and a run that is \
                started again goes on from there.
                """),
        Entry(
            code: .writeLocked, exitCode: .sinkFailed, httpStatus: 409,
            explanation: "Another run writes the target now; the message says which, and its process."),
        Entry(
            code: .writeUnfinishedRun, exitCode: .badPipeline, httpStatus: 409,
            explanation: "A run of the same input is unfinished, and `--no-resume` says not to go on with it."),
        Entry(
            code: .writeResumeMismatch, exitCode: .badPipeline, httpStatus: 409,
            explanation: "An unfinished run cannot go on, because its input or what the pipeline says of rows has "
                + "changed. `--restart` begins anew."),
        Entry(
            code: .writeRepeated, exitCode: .badPipeline, httpStatus: 409,
            explanation: "The same input was loaded by the same pipeline before, and `write.onRepeat` is `fail`."),
        Entry(
            code: .writeCannotUndo, exitCode: .badPipeline, httpStatus: 409,
            explanation: "The rows of a run cannot be told from others in the table, or the run is undone already."),
        Entry(
            code: .writeNoRun, exitCode: .badPipeline, httpStatus: 404,
            explanation: "The target remembers no such run, or no runs at all."),
        Entry(
            code: .writeOverwritesInput, exitCode: .badPipeline, httpStatus: 422,
            explanation: "An output of the run is one of its inputs."),
        Entry(
            code: .writeNotADatabase, exitCode: .sinkFailed, httpStatus: 422,
            explanation: "The target exists and is not a database."),
        Entry(
            code: .writeTableMismatch, exitCode: .sinkFailed, httpStatus: 409,
            explanation:
                "The existing table does not have the columns that are to be written, or no unique index on the key."),
        Entry(
            code: .writeInvalidTable, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The table cannot be created as asked."),
        Entry(
            code: .writeRowRefused, exitCode: .sinkFailed, httpStatus: 409,
            explanation: "The target refused a row by a constraint of its own."),
        Entry(
            code: .writeBudgetExceeded, exitCode: .budgetExceeded, httpStatus: 422,
            explanation: "More rows were rejected than `validate.errorBudget` allows; the message says which limit."),
    ]

    private static let zip: [Entry] = [
        Entry(
            code: .zipUnreadable, exitCode: .badInput, httpStatus: 422,
            explanation: "The archive cannot be opened or read; standard input and pipes cannot be one."),
        Entry(
            code: .zipNotZip, exitCode: .badInput, httpStatus: 422,
            explanation: "The file is no zip archive."),
        Entry(
            code: .zipTruncated, exitCode: .badInput, httpStatus: 422,
            explanation: "The archive has no directory at its end: a part of the file is missing."),
        Entry(
            code: .zipDamaged, exitCode: .badInput, httpStatus: 422,
            explanation: """
                The directory of the archive contradicts itself or the entries: wrong places, entries that overlap, two \
                directories, or something before the archive.
                """),
        Entry(
            code: .zipCorrupt, exitCode: .badInput, httpStatus: 422,
            explanation: """
                The data of an entry is damaged: its checksum or its size is not what the directory says. The rows before \
                the fault are accounted for.
                """),
        Entry(
            code: .zipUnsupported, exitCode: .badInput, httpStatus: 422,
            explanation:
                "The archive is encrypted, split over several files, or compressed by another method than deflate."),
        Entry(
            code: .zipDuplicate, exitCode: .badInput, httpStatus: 422,
            explanation: "The archive has two entries for one part, and which one counts is open."),
        Entry(
            code: .zipTooLarge, exitCode: .badInput, httpStatus: 413,
            explanation: "The archive has more entries, or an entry more bytes, than is read."),
        Entry(
            code: .zipNotOneFile, exitCode: .badInput, httpStatus: 422,
            explanation: "The archive has no file, or several: only a single one is read as if it were not packed."),
    ]

    private static let emit: [Entry] = [
        Entry(
            code: .emitFailed, exitCode: .sinkFailed, httpStatus: 500,
            explanation: "An event could not be delivered. Events speak of what is stored, so the run goes on."),
        Entry(
            code: .emitUnwritable, exitCode: .sinkFailed, httpStatus: 500,
            explanation: "The file for events cannot be opened."),
    ]

    private static let infer: [Entry] = [
        Entry(
            code: .inferEmpty, exitCode: .badInput, httpStatus: 422,
            explanation: "There is nothing to infer from: the input is empty."),
        Entry(
            code: .inferNoTable, exitCode: .badInput, httpStatus: 422,
            explanation: "No table can be inferred: the input is no text, or no line of it ends within the sample."),
    ]

    private static let weir: [Entry] = [
        Entry(
            code: .weirStopped, exitCode: .interrupted, httpStatus: 409,
            explanation: "The run was asked to stop; what was committed stays."),
        Entry(
            code: .weirUnbalanced, exitCode: .internalError, httpStatus: 500,
            explanation: "The account of the run does not balance: a bug of the program."),
        Entry(
            code: .weirInternal, exitCode: .internalError, httpStatus: 500,
            explanation: "Something failed that has no name: a bug of the program."),
    ]

    private static let server: [Entry] = [
        Entry(
            code: .serverStoreUnusable, exitCode: .sinkFailed, httpStatus: 503,
            explanation: "The store of the job service cannot be opened or made."),
        Entry(
            code: .serverBadSettings, exitCode: .badPipeline, httpStatus: 500,
            explanation: "The settings of the job service are wrong, or do not go together."),
        Entry(
            code: .serverCannotListen, exitCode: .sinkFailed, httpStatus: 500,
            explanation: "The job service cannot listen at its address; another program may be there."),
        Entry(
            code: .serverBadPipeline, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The pipeline of a job cannot be used; the operator of the service has to mend its file."),
        Entry(
            code: .serverProcessDied, exitCode: .internalError, httpStatus: 500,
            explanation:
                "The process of a job was killed, or ended without a report. Trying again goes on where it stopped."),
        Entry(
            code: .serverUnreachable, exitCode: .badInput, httpStatus: 502,
            explanation: "The job service does not answer at the address that was given."),
        Entry(
            code: .serverRefused, exitCode: .badPipeline, httpStatus: 422,
            explanation: "The job service has refused a request; the message has its words."),
    ]
}
