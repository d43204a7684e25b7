"""Runs one process and says what it took."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from contests import Job


@dataclass(frozen=True)
class Sample:
    """One run: seconds, seconds over all cores, bytes."""

    wall: float
    cpu: float
    rss: int


class WrongResult(Exception):
    """A run that failed or that did not give the right rows: it does not count."""


def measure(job: Job, expected: dict) -> Sample:
    """Times a job, then checks its result; the check is not timed."""
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        out = subprocess.DEVNULL if job.checked == "status" else printed
        process = subprocess.Popen(job.command, stdin=subprocess.DEVNULL, stdout=out, stderr=complaints)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        complaints.seek(0)
        text, errors = printed.read().decode(errors="replace"), complaints.read().decode(errors="replace")

    # Weir ends with 1 when rows were rejected: right if there are rows to reject.
    right = 1 if job.report and expected["rejected"] else 0
    if process.returncode != right:
        raise WrongResult(f"exit code {process.returncode}\n{errors[-2000:]}")
    sample = Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
    if job.report:
        rows = json.loads(job.report.read_text())["rows"]
        _compare({"rows": rows["accepted"], "rejected": rows["rejected"]}, expected)
    if job.checked == "printed":
        figures = json.loads(text)
        sample = Sample(figures["wall"], figures["cpu"], figures["rss"])
        _compare(figures["facts"], expected)
    if job.checked == "database":
        _compare(in_another_process("sqlite", str(job.database), expected["table"]), expected)
    return sample


def in_another_process(*arguments: str) -> dict:
    """Asks `truth.py`. This process stays small: Linux counts its memory into the peak of what it starts."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "truth.py")
    return json.loads(subprocess.run([sys.executable, script, *arguments], check=True, stdout=subprocess.PIPE).stdout)


def _compare(found: dict, expected: dict) -> None:
    differences = [
        f"{fact}: expected {expected[fact]}, found {value}" for fact, value in found.items() if value != expected[fact]
    ]
    if differences:
        raise WrongResult("\n".join(differences))
