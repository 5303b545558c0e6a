"""Cross-checks of what providers serve, also in rows with other faults."""

import re
from collections.abc import Collection, Iterator

from lotdesign.faults import find_close_name
from lotdesign.input.check_names import ALL_NAMES, ReferenceNames
from lotdesign.input.name_remarks import fold_case
from lotdesign.input.raw import DocumentFlaw, ValuePath
from lotdesign.input.validation import ScenarioDraft
from lotdesign.scenario.name_values import parse_names

_WORDS_FOR_ALL = {"all", "any", "every", "everything", "everywhere", "whole authority"}
_OTHER_SEPARATORS = re.compile(r"[,/&+|\n]| and ")


def check_providers(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Services and localities of providers that look like slips, and "*" beside others.

    What no unit has may be right, and is a remark; a fault is what resembles a known name.
    """
    for loc, row in draft.raw.list_entries("providers"):
        for column, what, known in (
            ("services", "service", names.services),
            ("localities", "locality", names.localities),
        ):
            yield from _check_reach((*loc, column), what, row.get(column), known)


def _check_reach(
    loc: ValuePath, what: str, value: object, known: Collection[str]
) -> Iterator[DocumentFlaw]:
    try:
        found = parse_names(value)
    except ValueError:
        return  # a fault that is told already
    for name in found:
        if name == ALL_NAMES:
            if len(found) > 1:
                yield DocumentFlaw(loc, "* stands for all; write it alone", ";".join(found))
        elif name not in known and not _is_part_of_bad_id(name, known):
            right = _describe_slip(name, known)
            if right:
                yield DocumentFlaw(loc, f"no such {what}; {right}", name)


def _is_part_of_bad_id(name: str, known: Collection[str]) -> bool:
    """Whether a name is what a list makes of an id with a semicolon, which is the fault."""
    return any(name in map(str.strip, each.split(";")) for each in known if ";" in each)


def _describe_slip(name: str, known: Collection[str]) -> str:
    """What a name is likely to be meant for; "" where it resembles nothing."""
    if fold_case(name) in map(fold_case, _WORDS_FOR_ALL):
        return "write * for all"
    parts = [part.strip() for part in _OTHER_SEPARATORS.split(name) if part.strip()]
    known = [each for each in known if ";" not in each]
    folded = {fold_case(each): each for each in known}
    if len(parts) > 1 and any(fold_case(part) in folded for part in parts):
        return f"';' parts them: write {';'.join(folded.get(fold_case(p), p) for p in parts)}"
    meant = folded.get(fold_case(name)) or find_close_name(name, known)
    return f"did you mean '{meant}'?" if meant else ""
