"""Whether a design is admissible, in words: by its rules, and by who could carry its lots."""

from collections.abc import Collection, Iterable, Sequence

from lotdesign.report.names import rule_list
from lotdesign.result.model import RuleResult
from lotdesign.rules.base import Rule
from lotdesign.rules.registry import KINDS

UNPLACED = "the market cannot carry all its lots at once"
"""That a design has no certificate and needs one."""


def inadmissible(drawn: bool, broken: Sequence[str], certified: bool) -> str:
    """Why a design is not admissible, or that there is none."""
    if not drawn:
        return "there is no design"
    told = [f"it breaks {rule_list(broken)}"] if broken else []
    return "; ".join([*told, *([] if certified else [UNPLACED])])


def keeps(broken: Collection[str], admissible: bool) -> str:
    """The answer, in a cell, to whether a design keeps every rule."""
    if broken:
        return f"breaks {len(broken)}"
    return "yes" if admissible else "no certificate"


def wants_certificate(
    certified: bool, broken: Collection[str], rules: Iterable[RuleResult | Rule]
) -> bool:
    """Whether it is still to be said that nobody can carry the lots.

    A broken rule about awards says so already.
    """
    kinds = (KINDS.get(rule.kind) for rule in rules if rule.id in broken)
    return not certified and not any(kind and kind.needs_certificate for kind in kinds)
