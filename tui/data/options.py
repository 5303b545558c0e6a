"""Options kept whole when units come and go: every option holds every unit just once."""

import json

from lotdesign.scenario.sections import Option
from tui.session.edits import Edits


def with_unit(edits: Edits, options: tuple[Option, ...], unit: str) -> Edits:
    """With a new unit in a lot of its own in every option."""
    for option in options:
        edits = _set(edits, option, [*_lots(edits, option), [unit]])
    return edits


def without_unit(edits: Edits, options: tuple[Option, ...], unit: str) -> Edits:
    """Without a unit in any option; an option that loses a lot loses its routes."""
    for option in options:
        left = [[each for each in lot if each != unit] for lot in _lots(edits, option)]
        edits = _set(edits, option, [lot for lot in left if lot])
    return edits


def _lots(edits: Edits, option: Option) -> list[list[str]]:
    text = edits.of(f"option.{option.id}.lots")
    if text is None:
        return [list(lot) for lot in option.lots]
    found: list[list[str]] = json.loads(text)
    return found


def _set(edits: Edits, option: Option, lots: list[list[str]]) -> Edits:
    path = f"option.{option.id}.lots"
    if lots == [list(lot) for lot in option.lots]:
        return edits.unset(path)
    return edits.set(path, json.dumps(lots, ensure_ascii=False))
