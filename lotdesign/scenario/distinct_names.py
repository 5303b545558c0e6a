"""Tells things of the same name apart, once for all pages and screens: by their ids."""

from collections import Counter
from collections.abc import Mapping


def tell_names_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Id -> name, followed by the id in brackets where several have that name."""
    told = dict(names)
    while True:
        times = Counter(told.values())
        repeated = [id_ for id_, name in told.items() if times[name] > 1]
        if not repeated:
            return told
        told |= {id_: f"{told[id_]} ({id_})" for id_ in repeated}
