"""The pages that are written from declarations, by their names."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs.reference.calls_page import write_calls_page
from tests.docs.reference.code_page import write_code_page
from tests.docs.reference.commands_page import write_commands_page
from tests.docs.reference.measures_page import write_measures_page
from tests.docs.reference.result_page import write_result_page
from tests.docs.reference.rules_page import write_rules_page

REFERENCE_PAGES: Mapping[str, Callable[[Path], str]] = {
    "rules.md": write_rules_page,
    "measures.md": write_measures_page,
    "commands.md": write_commands_page,
    "calls.md": write_calls_page,
    "result.md": write_result_page,
    "code.md": write_code_page,
}
