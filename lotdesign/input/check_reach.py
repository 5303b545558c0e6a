"""Cross-checks of what providers serve, also in rows with other faults."""

import re
from collections.abc import Collection, Iterator

from lotdesign.faults import find_close_name
from lotdesign.input.check_names import ALL_NAMES, ReferenceNames
from lotdesign.input.name_remarks import fold_case
from lotdesign.input.raw import DocumentFlaw, ValuePath
from lotdesign.input.validation import ScenarioDraft
from lotdesign.scenario.name_values import parse_names

_WORDS_FOR_ALL = {"all", "any", "every", "everything", "everywhere", "wholeauthority"}
_MOST_LOOKED_AT = 2_000
"""Unknown names that are compared with the known ones; others are remarks."""

_OTHER_SEPARATORS = re.compile(r"[,/&+|\n]| and ")


def check_providers(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Services and localities of providers that look like slips, and "*" beside others.

    What no unit has may be right, and is a remark; a fault is what resembles a known name.
    """
    for column, what, known in (
        ("services", "service", KnownNames(names.services)),
        ("localities", "locality", KnownNames(names.localities)),
    ):
        for loc, row in draft.raw.list_entries("providers"):
            yield from _check_reach((*loc, column), what, row.get(column), known)


class KnownNames:
    """Names that may be meant, and what each unknown name was found to be meant for."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = names
        self._listable = [each for each in names if ";" not in each]
        self._folded = {fold_case(each): each for each in self._listable}
        self._parts_of_bad_ids = {
            part.strip() for each in names if ";" in each for part in each.split(";")
        }
        self._described: dict[str, str] = {}

    def describe_slip(self, name: str) -> str:
        """What an unknown name is likely to be meant for; "" where it resembles nothing."""
        if name not in self._described:
            looked_at = len(self._described) < _MOST_LOOKED_AT
            self._described[name] = self._compare(name) if looked_at else ""
        return self._described[name]

    def _compare(self, name: str) -> str:
        if name in self._parts_of_bad_ids:
            return ""  # what a list makes of an id with a semicolon, which is the fault
        if fold_case(name) in _WORDS_FOR_ALL:
            return "write * for all"
        parts = [part.strip() for part in _OTHER_SEPARATORS.split(name[:1000]) if part.strip()]
        if len(parts) > 1 and any(fold_case(part) in self._folded for part in parts):
            written = ";".join(self._folded.get(fold_case(part), part) for part in parts)
            return f"';' parts them: write {written}"
        meant = self._folded.get(fold_case(name)) or find_close_name(name, self._listable)
        return f"did you mean '{meant}'?" if meant else ""


def _check_reach(
    loc: ValuePath, what: str, value: object, known: KnownNames
) -> Iterator[DocumentFlaw]:
    try:
        found = parse_names(value)
    except ValueError:
        return  # a fault that is told already
    for name in found:
        if name == ALL_NAMES:
            if len(found) > 1:
                yield DocumentFlaw(loc, "* stands for all; write it alone", ";".join(found))
        elif name not in known.names:
            right = known.describe_slip(name)
            if right:
                yield DocumentFlaw(loc, f"no such {what}; {right}", name)
