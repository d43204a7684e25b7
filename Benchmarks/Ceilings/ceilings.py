"""Runs the cases and holds the peak of each against the bound that is printed beforehand."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cases import Case, all_cases

HERE = Path(__file__).resolve().parent
WEIR = os.environ["WEIR"]


def measure(case: Case) -> dict:
    """Runs one case; the result says what was wrong, if anything."""
    with tempfile.TemporaryDirectory(dir=HERE, prefix="run-") as folder:
        Path(folder, "pipeline.yaml").write_text(case.pipeline)
        prepare_apart(case, folder)
        plan = json.loads(weir(folder, "explain", "pipeline.yaml", "--format", "json").stdout)
        bound = plan["memory_bound_bytes"]
        start = time.monotonic()
        with open(f"{folder}/words", "wb") as words:
            process = subprocess.Popen(
                [WEIR, "run", "pipeline.yaml", "--report", "report.json", "--progress", "none"], cwd=folder,
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=words,
            )
        fed = os.path.getsize(f"{folder}/{case.input}") if case.input else 0
        fed += feed(process, case)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        report = json.loads(Path(folder, "report.json").read_text())
        found = {
            "exit code": process.returncode,
            "error": (report.get("error") or {}).get("code"),
            "accepted": report["rows"]["accepted"],
            "rejected": report["rows"]["rejected"],
        }
        expected = {"exit code": case.code, "error": case.error, "accepted": case.accepted, "rejected": case.rejected}
        faults = [
            f"{name}: expected {value}, found {found[name]}" for name, value in expected.items()
            if value is not None and found[name] != value or name == "error" and found[name] != value
        ]
        if usage.ru_maxrss * 1024 > bound:
            faults.append(f"the peak of {usage.ru_maxrss / 1024:.0f} MiB is above the bound of {bound / 2**20:.0f} MiB")
        return {
            "fed": fed, "seconds": time.monotonic() - start, "peak": usage.ru_maxrss * 1024, "bound": bound,
            "found": found, "faults": faults,
        }


def prepare_apart(case: Case, folder: str) -> None:
    """Makes the files in a process of its own: Linux counts the memory of this one into the peak of what it starts."""
    child = os.fork()
    if child == 0:
        case.prepare(folder)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError(f"{case.name}: cannot make its files")


def feed(process: subprocess.Popen, case: Case) -> int:
    """Writes the stream in a process of its own, for as long as it is read; says how many bytes it took."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0
        try:
            for block in case.stream():
                process.stdin.write(block)
                count += len(block)
            process.stdin.close()
        except BrokenPipeError:
            pass
        os.write(write, str(count).encode())
        os._exit(0)
    process.stdin.close()
    os.close(write)
    os.waitpid(child, 0)
    count = int(os.read(read, 40) or 0)
    os.close(read)
    return count


def weir(folder: str, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([WEIR, *arguments], cwd=folder, check=True, stdout=subprocess.PIPE)


def table(results: list[tuple[Case, dict]]) -> str:
    lines = [
        "# Memory ceilings",
        "",
        "Written by `Benchmarks/Ceilings/run`. Each input comes through standard input, made while it is read, unless it",
        "is an archive or a workbook. The peak is the most memory that the process has had resident, as the system counts",
        "it, program and libraries included; the bound is what `weir explain` prints for the pipeline before it runs. A",
        "case passes only if it ends with the exit code, the error and the rows that it must end with, below the bound.",
        "",
        "| what comes | bytes taken | ends with | accepted | rejected | peak MiB | bound MiB |",
        "| --- | --: | --- | --: | --: | --: | --: |",
    ]
    for case, result in results:
        found = result["found"]
        end = f"{found['exit code']}" + (f", `{found['error']}`" if found["error"] else "")
        lines.append(
            f"| {case.what} | {result['fed']:,} | {end} | {found['accepted']:,} | {found['rejected']:,} |"
            f" {result['peak'] / 2**20:.0f} | {result['bound'] / 2**20:.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="the cases; all if none is given")
    parser.add_argument("--quick", action="store_true", help="a twentieth of the size")
    options = parser.parse_args()
    cases = [case for case in all_cases(options.quick) if not options.names or case.name in options.names]
    results = []
    for case in cases:
        result = measure(case)
        results.append((case, result))
        print(
            f"{case.name}: peak {result['peak'] / 2**20:.0f} of {result['bound'] / 2**20:.0f} MiB,"
            f" {result['seconds']:.1f} s, {result['found']}", flush=True,
        )
        for fault in result["faults"]:
            print(f"  {case.name}: {fault}", file=sys.stderr, flush=True)
    failed = [case.name for case, result in results if result["faults"]]
    if failed:
        print(f"{len(failed)} of {len(results)} failed: {', '.join(failed)}", file=sys.stderr)
        return 1
    if not options.quick and not options.names:
        (HERE.parent / "CEILINGS.md").write_text(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
