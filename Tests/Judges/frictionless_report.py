#!/usr/bin/env python3
"""Lets the module `frictionless` load a report that Weir wrote for it, and compares the counts.

    frictionless_report.py PATH_OF_WEIR PIPELINE...
"""

import json
import subprocess
import sys

from frictionless import Report


def main() -> int:
    weir, *pipelines = sys.argv[1:]
    wrong = 0
    for pipeline in pipelines:
        command = [weir, "check", "--pipeline", pipeline, "--format", "frictionless"]
        written = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
        report = Report.from_descriptor(written)
        report.to_summary()
        rows = [error["rowNumber"] for task in written["tasks"] for error in task["errors"] if "rowNumber" in error]
        loaded = [row for row, _ in report.flatten(["rowNumber", "type"]) if row is not None]
        if report.valid != written["valid"] or loaded != rows:
            wrong += 1
            print(f"{pipeline}: the report is read differently", file=sys.stderr)
    print(f"frictionless: {len(pipelines)} reports loaded, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
