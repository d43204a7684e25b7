#!/usr/bin/env python3
"""Uses the web page of `weir serve` as a person does, in a headless Chromium, and checks what it shows.

    page_judge.py PATH_OF_WEIR [--screenshots FOLDER]

A server of its own loads 1,000 rows of which 3 are bad, with texts that would be markup if the page let them. The
counts, the filters of the issues, the rejects and the replay of the corrected file must be right, the console must stay
empty, and nothing may break the content security policy. --screenshots keeps pictures in light, in the dark and on a
phone. It needs Debian's chromium and the package playwright (pip install playwright), and is skipped without them.
"""

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

try:
    from playwright.sync_api import Error, Page, sync_playwright
except ImportError:
    sync_playwright = None

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROWS = 1000
HOSTILE = "<img src=x onerror=alert(1)>"
TURNED = "12\u202e34"
FILE_NAME = "sales <b>&amp; more.csv"
PIPELINE = """\
name: sales
read: { path: sales.csv }
parse: { format: csv }
validate:
  schema:
    fields:
      - { name: id, type: integer, constraints: { required: true, minimum: 1 } }
      - { name: customer, type: string, constraints: { required: true } }
      - { name: amount, type: number, constraints: { minimum: 0 } }
  onViolation: reject
write: { sqlite: { path: sales.db, table: sales }, rejects: sales.rejects.csv }
"""
# By the number of the row: the record as it stands in the file, and what it is once it is corrected.
BAD = {
    10: (f"{HOSTILE},customer 10,1.5", "10,customer 10,1.5"),
    500: ("500,customer 500,-1", "500,customer 500,1"),
    900: (f"900,customer 900,{TURNED}", "900,customer 900,1234"),
}
OTHER_PIPELINE = PIPELINE.replace("sales", "stock").replace("customer", "part").replace("amount", "pieces")


class Wrong(Exception):
    """What the page shows is not what it should."""


def expect(found, expected, what: str) -> None:
    if found != expected:
        raise Wrong(f"{what}: {found!r} in place of {expected!r}")


class Server:
    """`weir serve` on a free port, with a folder for everything that it has."""

    def __init__(self, weir: str, folder: Path) -> None:
        self.log = (folder / "serve.log").open("wb")
        self.process = subprocess.Popen(
            [weir, "serve", "--port", "0", "--pipelines", "pipelines", "--data", "data"],
            cwd=folder, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )
        line = self.process.stdout.readline()
        address = re.search(r"http://\S+?/", line)
        if not address:
            raise Wrong(f"the server does not say where it listens: {line!r}")
        self.address = address[0]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()


class Visit:
    """The page in a browser, with all that the browser has to complain about."""

    def __init__(self, browser, address: str, pictures: Path | None) -> None:
        self.address = address
        self.pictures = pictures
        self.complaints: list[str] = []
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light").new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", self.note_dialog)
        self.page.on("request", self.note_request)
        self.page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error('policy', event.violatedDirective))")

    def note_dialog(self, dialog) -> None:
        self.complaints.append(f"a text was run: {dialog.message}")
        dialog.dismiss()

    def note_request(self, request) -> None:
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.complaints.append(f"another server was asked: {request.url}")

    def picture(self, name: str, **how) -> None:
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}.png", **how)

    def terms(self) -> dict[str, str]:
        """The sum of the rows: each name with its number."""
        terms = self.page.locator(".term").all()
        return {term.locator("dt").inner_text(): term.locator("dd").inner_text() for term in terms}

    def rows(self) -> list[list[str]]:
        """The grid of issues."""
        rows = self.page.get_by_role("region", name="Grid of issues").locator("tbody tr").all()
        return [[cell.inner_text() for cell in row.locator("td").all()] for row in rows]

    def wait_for_rows(self, count: int) -> list[list[str]]:
        end = time.monotonic() + 60
        while len(self.rows()) != count:
            if time.monotonic() > end:
                raise Wrong(f"{len(self.rows())} issues in place of {count}")
            time.sleep(0.05)
        return self.rows()

    def wait_for_end(self) -> None:
        self.page.locator(".job-head .badge[data-state=completed]").wait_for(timeout=60_000)


def sales() -> str:
    lines = ["id,customer,amount"]
    lines += [BAD[row][0] if row in BAD else f"{row},customer {row},{row}.25" for row in range(1, ROWS + 1)]
    return "\n".join(lines) + "\n"


def judge_keyboard(visit: Visit) -> None:
    """All that one acts with is reached by Tab alone, and is seen to be."""
    visit.page.goto(visit.address)
    visit.page.get_by_label("What the rows are checked and loaded by").wait_for()
    reached = []
    for _ in range(20):
        visit.page.keyboard.press("Tab")
        reached.append(visit.page.evaluate("""() => {
            const one = document.activeElement;
            const shown = one.closest('.drop') ?? one;
            return [one.type || one.tagName, getComputedStyle(shown).outlineStyle];
        }"""))
    for kind in ["file", "select-one", "A", "SUMMARY"]:
        if [kind, "solid"] not in reached:
            raise Wrong(f"Tab does not come to {kind}, or it is not seen there: {reached}")


def judge_preview(visit: Visit, file: Path) -> None:
    page = visit.page
    page.set_input_files("input[type=file]", file)
    table = page.get_by_role("region", name="First rows of the file")
    table.wait_for()
    expect(table.locator("thead th").all_inner_texts(), ["row", "id", "customer", "amount"], "header of the preview")
    expect(table.locator("tbody tr").count(), 20, "rows of the preview")
    expect(table.locator("tbody tr").nth(9).locator("td").first.inner_text(), HOSTILE, "hostile cell of the preview")
    expect(page.locator("select").first.input_value(), "sales", "pipeline that fits best")
    visit.picture("load-light", full_page=True)


def judge_job(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Load the file").click()
    visit.wait_for_end()
    expect(page.locator("h1").inner_text(), FILE_NAME, "file name")
    terms = visit.terms()
    expect((terms["accepted"], terms["rejected"]), ("997", "3"), "rows")
    expect(terms["rows read"], "1,001", "rows read")
    rows = visit.wait_for_rows(3)
    expect([row[0] for row in rows], ["10", "500", "900"], "rows with issues")
    expect([row[2] for row in rows], ["id", "amount", "amount"], "columns with issues")
    expect([row[3] for row in rows], [HOSTILE, "-1", "12U+202E34"], "marked values")
    expect(page.locator(".offending").count(), 3, "marks")
    expect(page.locator("main img, main script, main b").count(), 0, "elements made of texts")


def judge_filters(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Column", exact=True).select_option(label="amount (2)")
    visit.wait_for_rows(2)
    page.get_by_label("Code", exact=True).select_option(label="type-error (2)")
    rows = visit.wait_for_rows(1)
    expect(rows[0][0], "900", "row of the filtered issue")
    page.reload()
    visit.wait_for_end()
    visit.wait_for_rows(1)
    page.get_by_label("Severity", exact=True).select_option(label="warning")
    page.get_by_text("No issue fits", exact=True).wait_for()
    page.get_by_role("button", name="Show all").click()
    visit.wait_for_rows(3)


def judge_pictures(visit: Visit) -> None:
    """Takes the pictures, and checks that nothing is wider than a phone."""
    page = visit.page
    visit.picture("job-light", full_page=True)
    page.emulate_media(color_scheme="dark")
    visit.picture("job-dark", full_page=True)
    page.set_viewport_size({"width": 360, "height": 740})
    visit.picture("job-phone-dark", full_page=True)
    page.emulate_media(color_scheme="light")
    visit.picture("job-phone", full_page=True)
    job = page.url
    for address, name in [(job, "job"), (f"{visit.address}#/jobs", "history"), (f"{visit.address}#/", "load")]:
        page.goto(address)
        page.locator("h1").wait_for()
        page.wait_for_load_state("networkidle")
        expect(page.evaluate("document.documentElement.scrollWidth"), 360, f"width of {name} on a phone")
        visit.picture(f"{name}-phone-top")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(job)
    visit.wait_for_end()


def judge_rejects(visit: Visit, folder: Path) -> None:
    page = visit.page
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download rejects").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    expect(text.splitlines(), ["id,customer,amount"] + [bad for bad, _ in BAD.values()], "rejects")
    with page.expect_download() as saved:
        page.get_by_role("button", name="For a spreadsheet").click()
    safe = Path(saved.value.path()).read_text(encoding="utf-8")
    if "'-1" not in safe:
        raise Wrong(f"the rejects for a spreadsheet have a formula: {safe}")
    for bad, good in BAD.values():
        text = text.replace(bad, good)
    mended = folder / "mended.csv"
    mended.write_text(text, encoding="utf-8")
    first = page.url
    page.set_input_files("input[type=file]", mended)
    page.get_by_role("button", name="Load the corrected rows").click()
    page.get_by_text("corrects the rejects of").wait_for()
    if page.url == first:
        raise Wrong("the replay is no job of its own")
    visit.wait_for_end()
    terms = visit.terms()
    expect((terms["accepted"], terms["rejected"]), ("3", "0"), "rows of the replay")
    page.get_by_text("No issues", exact=True).wait_for()


def judge_history(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="History").click()
    jobs = page.get_by_role("region", name="List of jobs").locator("tbody tr")
    jobs.first.wait_for()
    expect(jobs.count(), 2, "jobs")
    visit.picture("history-light", full_page=True)
    page.get_by_label("State").select_option("failed")
    page.get_by_text("No jobs here", exact=True).wait_for()
    page.go_back()
    jobs.nth(1).get_by_role("link").click()
    visit.wait_for_end()
    visit.wait_for_rows(3)


def judge(weir: str, folder: Path, pictures: Path | None) -> None:
    (folder / "pipelines").mkdir()
    (folder / "pipelines" / "sales.yaml").write_text(PIPELINE, encoding="utf-8")
    (folder / "pipelines" / "a-stock.yaml").write_text(OTHER_PIPELINE, encoding="utf-8")
    file = folder / FILE_NAME
    file.write_text(sales(), encoding="utf-8")
    server = Server(weir, folder)
    try:
        with sync_playwright() as playwright:
            # Chromium has no sandbox of its own for root, as whom tests in containers run.
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
            visit = Visit(browser, server.address, pictures)
            try:
                judge_keyboard(visit)
                judge_preview(visit, file)
                judge_job(visit)
                judge_filters(visit)
                judge_pictures(visit)
                judge_rejects(visit, folder)
                judge_history(visit)
            except (Error, Wrong):
                visit.picture("wrong", full_page=True)
                raise
            finally:
                browser.close()
            expect(visit.complaints, [], "complaints of the browser")
    finally:
        server.stop()
    with closing(sqlite3.connect(folder / "pipelines" / "sales.db")) as database:
        loaded = database.execute("SELECT count(*), count(DISTINCT id) FROM sales").fetchone()
        expect(loaded, (ROWS, ROWS), "rows in the table")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir")
    parser.add_argument("--screenshots", type=Path)
    arguments = parser.parse_args()
    if sync_playwright is None or CHROMIUM is None:
        print("skipped: there is no Chromium or no package playwright to use the web page with")
        return 0
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            judge(str(Path(arguments.weir).resolve()), Path(folder), arguments.screenshots)
        except (Error, Wrong) as wrong:
            print(f"the web page: {wrong}", file=sys.stderr)
            return 1
    print(f"the web page: {ROWS} rows loaded, filtered, corrected and loaded again, and no complaint of the browser")
    return 0


if __name__ == "__main__":
    sys.exit(main())
