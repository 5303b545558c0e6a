"""The pages that are written from declarations, by their names."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs.reference.measures_page import write_measures_page
from tests.docs.reference.rules_page import write_rules_page

REFERENCE_PAGES: Mapping[str, Callable[[Path], str]] = {
    "rules.md": write_rules_page,
    "measures.md": write_measures_page,
}
