"""Opens the papers of the examples with the programs that people open them with.

Run by `make test-office`. It needs Chromium with the packages playwright and axe-playwright-python,
pdfinfo and pdftotext (poppler-utils), and LibreOffice Writer; whatever is missing is told, and the
rest is checked. `--keep FOLDER` keeps all papers, pictures and prints for looking at.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lotdesign.papers.build import build_exempt_paper, build_paper
from lotdesign.papers.content import CouncilPaper, PaperTable
from lotdesign.papers.text import read_plain
from tests.papers.gathered import EXAMPLES, LONGER, gather, write_exempt, write_public
from tests.papers.trace import dump_sources, list_faults

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
VIEWS = ((360, "light"), (1280, "light"), (1280, "dark"))
"""Width in pixels and colours of each view."""
PRINT_WIDTH = 680
"""Pixels of the line of a printed A4 page, margins left out."""
SERIOUS = ("serious", "critical")
MOST_SECONDS = 300


def find_missing() -> dict[str, str]:
    """What is not here -> how to get it."""
    browser = any(shutil.which(each) for each in BROWSERS)
    modules = all(map(find_spec, ("playwright", "axe_playwright_python")))
    tools = all(map(shutil.which, ("pdfinfo", "pdftotext")))
    wanted = {
        "browser": (browser, "Chromium is missing: install chromium."),
        "driver": (
            modules,
            "The browser's driver is missing: pip install playwright axe-playwright-python.",
        ),
        "pdf": (tools, "pdfinfo and pdftotext are missing: install poppler-utils."),
        "writer": (
            bool(shutil.which("soffice")),
            "LibreOffice Writer is missing: install libreoffice-writer (or -nogui).",
        ),
    }
    return {name: how for name, (here, how) in wanted.items() if not here}


def write_papers(folder: Path) -> dict[str, CouncilPaper]:
    """Write every paper in every form; name of the file without its ending -> content."""
    written = {}
    for example in (*EXAMPLES, *LONGER):
        name, papers = example.replace("/", "-").removesuffix(".toml"), gather(example)
        for suffix, build, render in (
            ("", build_paper, papers.render),
            ("-exempt", build_exempt_paper, papers.render_exempt),
        ):
            written[name + suffix] = build(papers.sources)
            for form in ("html", "docx", "pdf"):
                (folder / f"{name}{suffix}.{form}").write_bytes(render(form))
    return written


def check_numbers() -> Iterator[str]:
    """Numbers of the longer examples are followed back too."""
    for example in LONGER:
        data = dump_sources(gather(example).sources)
        for page in (write_public(example), write_exempt(example)):
            yield from (f"{example}: {fault}" for fault in list_faults(page, data))


def check_html(folder: Path, names: list[str]) -> Iterator[str]:
    """Overflow, requests and axe-core in each view; pictures and a print."""
    import axe_playwright_python
    from playwright.sync_api import sync_playwright

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    program = next(found for each in BROWSERS if (found := shutil.which(each)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name in names:
            for width, scheme in VIEWS:
                yield from _check_page(browser, folder / f"{name}.html", width, scheme, axe)
            yield from _check_print(browser, folder / f"{name}.html")
        browser.close()


def _check_page(browser: Any, file: Path, width: int, scheme: str, axe: str) -> Iterator[str]:
    where = f"{file.name} at {width} px, {scheme}"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.resolve().as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"{where}: {wide} px wide"
    if len(asked) != 1:
        yield f"{where}: asks for {asked[1:]}"
    page.evaluate(axe)
    for fault in page.evaluate("axe.run()")["violations"]:
        if fault["impact"] in SERIOUS:
            yield f"{where}: {fault['id']} ({fault['impact']}): {fault['nodes'][0]['html']}"
    if scheme == "light":
        page.screenshot(path=file.with_suffix(f".{width}.png"), full_page=True)
    context.close()


def _check_print(browser: Any, file: Path) -> Iterator[str]:
    """In print nothing scrolls, so nothing may be wider than the page."""
    context = browser.new_context(viewport={"width": PRINT_WIDTH, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(file.resolve().as_uri())
    wide = page.evaluate(
        "Math.max(...[...document.querySelectorAll('table, p, svg, li')]"
        ".map(each => Math.ceil(each.getBoundingClientRect().right)))"
    )
    if wide > PRINT_WIDTH + 1:
        yield f"{file.name} in print: {wide} px wide, the line has {PRINT_WIDTH}"
    page.pdf(path=file.with_suffix(".print.pdf"), prefer_css_page_size=True)
    context.close()


def check_pdf(folder: Path, name: str, paper: CouncilPaper) -> Iterator[str]:
    """Its tags as pdfinfo tells them: as many tables, header rows and titles as it has."""
    said = _run("pdfinfo", "-struct", folder / f"{name}.pdf")
    tags = [line.strip().partition(" ")[0].rstrip(":") for line in said.splitlines()]
    tables = [each for each in paper.iterate_blocks() if isinstance(each, PaperTable)]
    wanted = {
        "Table": len(tables),
        "THead": len(tables),
        "TR": sum(len(each.rows) + 1 for each in tables),
        "H1": len(paper.sections),
    }
    for tag, number in wanted.items():
        if tags.count(tag) != number:
            yield f"{name}.pdf: {tags.count(tag)} times {tag}, not {number}"
    if "Tagged:          yes" not in _run("pdfinfo", folder / f"{name}.pdf"):
        yield f"{name}.pdf: not tagged"


def check_docx(folder: Path, names: dict[str, CouncilPaper]) -> Iterator[str]:
    """LibreOffice opens each and makes a PDF in which every title and caption stands."""
    opened = folder / "opened"
    profile = (folder / "profile").resolve().as_uri()
    _run(
        *("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"),
        *("--outdir", opened),
        *(folder / f"{name}.docx" for name in names),
    )
    for name, paper in names.items():
        made = opened / f"{name}.pdf"
        if not made.exists():
            yield f"{name}.docx: LibreOffice does not open it"
            continue
        text = "".join(_run("pdftotext", made, "-").split())
        tables = (each for each in paper.iterate_blocks() if isinstance(each, PaperTable))
        captions = (read_plain(each.caption) for each in tables)
        for wanted in (*(section.title for section in paper.sections), *captions):
            if "".join(wanted.split()) not in text:
                yield f"{name}.docx in LibreOffice: {wanted!r} is missing"


def _run(*command: str | Path) -> str:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, check=False, timeout=MOST_SECONDS
    )
    return done.stdout.decode("utf-8", "replace")


def main() -> int:
    """Check what can be checked; 1 where anything is wrong or missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for all that is written")
    keep: Path | None = parser.parse_args().keep
    missing = find_missing()
    with TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        papers = write_papers(folder)
        faults = list(check_numbers())
        if not {"browser", "driver"} & missing.keys():
            faults += check_html(folder, list(papers))
        if "pdf" not in missing:
            faults += [each for name in papers for each in check_pdf(folder, name, papers[name])]
        if not {"writer", "pdf"} & missing.keys():
            faults += check_docx(folder, papers)
    for line in (*missing.values(), *faults):
        print(line)
    print(f"{len(papers)} papers in three forms: {len(faults)} faults, {len(missing)} missing.")
    return 1 if faults or missing else 0


if __name__ == "__main__":
    sys.exit(main())
