"""Rules that keep an amount between a least and a most."""

from typing import Protocol, TypeVar


class Banded(Protocol):
    """A rule with `min` and `max`, either of which may be left out."""

    @property
    def min(self) -> int | None: ...
    @property
    def max(self) -> int | None: ...


AnyBanded = TypeVar("AnyBanded", bound=Banded)


def check_band(rule: AnyBanded) -> AnyBanded:
    """The rule itself; raises ValueError when the band is empty or says nothing."""
    if rule.min is None and rule.max is None:
        raise ValueError("give min, max or both")
    if rule.min is not None and rule.max is not None and rule.min > rule.max:
        raise ValueError("min must not be above max")
    return rule
