"""What was worked out lately."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Kept(Generic[Found]):
    """The latest `most` things, by what they depend on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: dict[Hashable, Found] = {}

    def get(self, key: Hashable, work_out: Callable[[], Found]) -> Found:
        """What is known by this key, worked out if need be."""
        found = self._found.pop(key) if key in self._found else work_out()
        self._found[key] = found  # a dict keeps the order of insertion, so the oldest come first
        while len(self._found) > self._most:
            del self._found[next(iter(self._found))]
        return found
