"""The results as Markdown."""

import datetime
import importlib.metadata
import os
import platform
import re
import resource
import sqlite3
import statistics
import subprocess

from contests import CONTESTANTS, Contest
from measure import Sample


def section(
    contest: Contest, file: str, size: int, rows: int, samples: dict[str, list[Sample]], failures: dict[str, str]
) -> str:
    """One contest: a row for each contestant. A ratio is the peer's time by ours, so above 1 we are faster."""
    lines = [
        f"## {contest.title}",
        "",
        f"`{file}`: {size:,} bytes, {rows:,} rows. Runs: {max(map(len, samples.values()), default=0)}.",
        "",
        "| | wall s: median (min to max) | CPU s | peak MiB | MB/s | times as long as Weir (min to max) | goal |",
        "| --- | --: | --: | --: | --: | --: | --- |",
    ]
    ours = samples.get(contest.ours, [])
    for name in (contest.ours, *contest.peers):
        label = f"**{name}**" if name == contest.ours else name
        if note := CONTESTANTS[name].note:
            label += f" ({note})"
        if not samples.get(name):
            lines.append(f"| {label} | {failures.get(name, 'not run').splitlines()[-1]} | | | | | |")
            continue
        own = samples[name]
        walls = [sample.wall for sample in own]
        cpu = statistics.median(sample.cpu for sample in own)
        peak = max(sample.rss for sample in own) / (1 << 20)
        ratio = ""
        if ours and name != contest.ours:
            pairs = [peer.wall / mine.wall for peer, mine in zip(own, ours)]
            middle = statistics.median(walls) / statistics.median(sample.wall for sample in ours)
            ratio = f"**{middle:.2f}** ({min(pairs):.2f} to {max(pairs):.2f})"
        time = f"{statistics.median(walls):.2f} ({min(walls):.2f} to {max(walls):.2f})"
        lines.append(
            f"| {label} | {time} | {cpu:.2f} | {peak:.0f} "
            f"| {size / 1e6 / statistics.median(walls):.0f} | {ratio} | {contest.goals.get(name, '')} |"
        )
    return "\n".join(lines) + "\n"


def heading(weir: str, threads: int) -> str:
    """Where, when and with what this was measured."""
    versions = [f"Weir {_said_by(weir, '--version')}", f"sqlite3 {_said_by('sqlite3', '--version').split(' ')[0]}"]
    for package in sorted(
        {package for contestant in CONTESTANTS.values() for package in contestant.packages} - {"pytz"}
    ):
        try:
            versions.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            pass
    return f"""# Weir and its peers

Written by `Benchmarks/Compare/run`. Times differ from machine to machine; the ratios say more. All contestants use
{threads} threads where they can, read from the page cache and run in turn. A run counts only if its result is right:
the number of rows, and the sum of each integer column and the NULLs of each column where the tool gives them, as
Python's `csv` module has them. The time of Weir, sqlite3 and gzip is that of the whole process; the time of a Python
library starts after it is imported, and its peak memory includes the interpreter. A peak below {_own_peak():.0f} MiB
cannot be seen: Linux counts the memory of the process that starts another.

- Date: {datetime.date.today().isoformat()}
- Machine: {os.cpu_count()} cores, {_cpu_model()}, {platform.system()} {platform.release()} {platform.machine()}
- Versions: {", ".join(versions)}, Python {platform.python_version()} (its SQLite: {sqlite3.sqlite_version})
"""


def _own_peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _said_by(*command: str) -> str:
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
    except OSError:
        return "(missing)"
    return answer.splitlines()[0] if answer else "(no version)"


def _cpu_model() -> str:
    try:
        with open("/proc/cpuinfo") as file:
            return re.search(r"model name\s*:\s*(.+)", file.read()).group(1)
    except (OSError, AttributeError):
        return platform.processor() or "unknown processor"
