"""Papers of the examples, gathered once for all tests of a run."""

from functools import cache
from pathlib import Path

import lotdesign as ld
from lotdesign.papers.forms.render import CouncilPapers

ROOT = Path(__file__).parents[2]

EXAMPLES = (
    "tiny",
    "bath",
    "calderdale",
    "central-bedfordshire",
    "central-bedfordshire/too-much.toml",
    "commissioning-framework",
    "gloucestershire",
    "kingston-richmond",
    "surrey",
    "surrey-unitaries",
)
"""Every example that is designed, and one that no design can keep."""

LONGER = (
    "durham",
    "central-bedfordshire/find-the-savings.toml",
    "central-bedfordshire/locality-youth.toml",
    "gloucestershire/lot-1-finds-nobody.toml",
)
"""Further ones, which take longer and are opened by `make test-office` alone."""


@cache
def gather(example: str) -> CouncilPapers:
    """The papers of an example; paths in them are as a reader types them."""
    scenario = ld.load(ROOT / "examples" / example)
    return ld.prepare_report(scenario, path=f"examples/{example}")


@cache
def write_public(example: str) -> str:
    """Its public paper as HTML."""
    return gather(example).render("html").decode("utf-8")


@cache
def write_exempt(example: str) -> str:
    """Its exempt part as HTML."""
    return gather(example).render_exempt("html").decode("utf-8")
