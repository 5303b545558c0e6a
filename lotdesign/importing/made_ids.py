"""Short ids made from names."""

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 40


def make_id(name: str, mark: str = "-") -> str:
    """A name in small letters, digits and marks, whole words of it; "x" where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = plain.replace("'", "").replace("&", " and ")
    words = re.sub(r"[^a-z0-9]+", mark, plain).strip(mark)
    if len(words) > _LONGEST:
        whole = words[: _LONGEST + 1].rpartition(mark)[0]
        words = whole or words[:_LONGEST]
    return words or "x"


def make_ids(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """An id for each name, those that would be the same numbered from 2."""
    used, made = set(taken), []
    last: dict[str, int] = {}
    for name in names:
        base = found = make_id(name)
        number = last.get(base, 1)
        while found in used:
            number += 1
            found = f"{base}-{number}"
        last[base] = number
        used.add(found)
        made.append(found)
    return made
