import Testing

@testable import WeirServer

@Suite("The folder of a job")
struct JobFolderTests {
    private let job = JobRecord(
        id: "01", workspace: "w", pipeline: "p", fileName: "my file.csv", storedName: "input.csv", fileBytes: 1,
        digest: "", createdAt: Timestamp(milliseconds: 0))

    @Test(
        "no text that a client sees has a path of the server in it",
        arguments: [
            ("/d/jobs/01/input.csv:3: bad", "my file.csv:3: bad"),
            ("cannot lock /srv/db/weir.db.weir-lock: No such file", "cannot lock weir.db.weir-lock: No such file"),
            ("\"/etc/x\" and 1/2 and a/b", "\"x\" and 1/2 and a/b"), ("nothing / here", "nothing  here"), ("", ""),
        ])
    func hidden(text: String, expected: String) {
        #expect(JobFolder(of: "01", in: "/d").hidden(text, of: job) == expected)
    }

    @Test("only names of files in the folder are taken", arguments: ["../x", "/etc/passwd", "", ".hidden", "a/b"])
    func foreign(name: String) {
        #expect(JobFolder(of: "01", in: "/d").file(name) == nil)
    }
}
