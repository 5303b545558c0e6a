"""A provider that leaves: whether the market still takes every lot (section 5)."""

from collections.abc import Iterable

from tests.brute.awarding import awards
from tests.brute.case import Case, Row
from tests.brute.design import Design


def leavers(case: Case, rule: Row) -> list[int]:
    """Who leaves in turn; of a counted provider any copy may be the one."""
    providers = case.providers or ()
    singles = [i for i, provider in enumerate(providers) if not provider.members]
    names = {i: {providers[i].id, providers[i].base} for i in singles}
    if rule["providers"] == "any":
        return list(_different(case, singles))
    known = set().union(*names.values(), case.gone)
    if any(n not in known and n.rpartition("-")[0] not in case.gone for n in rule["providers"]):
        raise ValueError(f"{rule['id']} names providers that are not listed")
    return list(_different(case, [i for i in singles if names[i] & set(rule["providers"])]))


def _different(case: Case, numbers: list[int]) -> Iterable[int]:
    """One of those copies that are members of the same consortia, and of none above all."""
    found: dict[object, int] = {}
    for i in numbers:
        joined = [c for c, p in enumerate(case.providers or ()) if i in dict(p.members)]
        found.setdefault(((case.providers or ())[i].base, *joined), i)
    return found.values()


def holds(design: Design, rule: Row) -> bool:
    """Whether every one of them can be spared."""
    return all(spares(design, leaver) for leaver in leavers(design.case, rule))


def spares(design: Design, leaver: int) -> bool:
    """Whether some award without it, and without its consortia, keeps award and money rules."""
    known = design.memo.get(("spares", leaver))
    if known is None:
        known = design.memo["spares", leaver] = _spares(design, leaver)
    return bool(known)


def _spares(design: Design, leaver: int) -> bool:
    case = design.case
    # Where no lot is external the certificate need not keep the rules about awards.
    plain = design.winners is None and not case.priced and design.external
    found = design.certificate if plain else None
    if found is not None and not any(leaver in dict(case.firms(w)) for w in found.winners):
        return True  # the certificate does without it anyway
    without = awards(design, limited=True, free=lambda p: leaver not in dict(case.firms(p)))
    return next(without, None) is not None
