"""`lotdesign doctor`: what is installed, and whether the engines answer rightly."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.options import TextOrJson
from lotdesign.cli.output import write_stdout

if TYPE_CHECKING:
    from lotdesign.cli.finding import Finding


@guarded
def doctor(
    form: TextOrJson = "table",
) -> Exit:
    """Say what is installed and whether it answers rightly.

    Each engine is asked small models that have fooled solvers, and both together small
    scenarios whose best design is known.
    """
    from lotdesign.cli.health import findings

    found = findings()
    well = all(finding.ok for finding in found if finding.needed)
    if form == "json":
        body = {"ok": well, "checks": [asdict(finding) for finding in found]}
        write_stdout(json.dumps(body, indent=2, ensure_ascii=False) + "\n")
    else:
        write_stdout(_words(found, well))
    return Exit.DONE if well else Exit.NOT_VERIFIED


def _words(found: "Sequence[Finding]", well: bool) -> str:
    from lotdesign.report.page import Section, Table, Text
    from lotdesign.report.plain import plain

    said = "All is well." if well else "Something is wrong: see the lines that say NO."
    rows = tuple((each.name, "yes" if each.ok else "NO", each.text) for each in found)
    return plain((Section("", (Text(said), Table(("Checked", "Well", "Found"), rows))),))
