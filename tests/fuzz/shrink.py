"""Makes a scenario smaller while what is wrong with it stays wrong."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from tests.solve.loading import Doc

LISTS = ("rule", "option", "consortium", "divide", "providers", "units", "neighbours")
MONEY = ("scale", "promised", "integration", "need_led", "uplift", "discount_rate")


def shrunk(doc: Doc, wrong: Callable[[Doc], bool]) -> Doc:
    """A scenario from which nothing more can be left out."""
    while True:
        smaller = next((each for each in _smaller(doc) if _still(each, wrong)), None)
        if smaller is None:
            return doc
        doc = smaller


def _still(doc: Doc, wrong: Callable[[Doc], bool]) -> bool:
    """Whether it is wrong; a scenario that cannot be read is not."""
    try:
        return wrong(doc)
    except Exception:
        return False


def _smaller(doc: Doc) -> Iterator[Doc]:
    for table in LISTS:
        for at in range(len(doc.get(table, []))):
            other = deepcopy(doc)
            del other[table][at]
            yield other
    for key in MONEY:
        if key in doc.get("money", {}):
            other = deepcopy(doc)
            del other["money"][key]
            yield other
    if len(doc.get("objective", [])) > 1:
        for at in range(len(doc["objective"])):
            other = deepcopy(doc)
            del other["objective"][at]
            yield other
    if doc["term"].get("service"):
        yield doc | {"term": {k: v for k, v in doc["term"].items() if k != "service"}}
    if doc["term"] != {"initial": 1}:
        yield doc | {"term": {"initial": 1}}
    for table in ("units", "providers"):
        for at, row in enumerate(doc.get(table, [])):
            for column in sorted(set(row) - _NEEDED[table]):
                other = deepcopy(doc)
                del other[table][at][column]
                yield other


_NEEDED = {
    "units": {"id", "name", "service", "annual_budget"},
    "providers": {"id", "name", "services", "localities", "annual_turnover", "kind"},
}
