"""Finds every kind of rule by its module; adding a kind changes nothing here."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from lotdesign import rules
from lotdesign.scenario.rule import Rule

_NOT_KINDS = {"registry", "common"}


class RuleKinds(Mapping[str, type[Rule]]):
    """Kind -> its class, the one subclass of Rule that the module of that name defines.

    A module is imported when its kind is asked for: a scenario has few of the kinds.
    """

    def __init__(self) -> None:
        found = (module.name for module in iter_modules(rules.__path__))
        self._names = tuple(sorted(set(found) - _NOT_KINDS))
        self._loaded: dict[str, type[Rule]] = {}

    def __getitem__(self, kind: str) -> type[Rule]:
        if kind not in self._names:
            raise KeyError(kind)
        if kind not in self._loaded:
            self._loaded[kind] = _load_kind(kind)
        return self._loaded[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def loaded(self) -> tuple[str, ...]:
        """The kinds that were asked for so far, sorted."""
        return tuple(sorted(self._loaded))


def _load_kind(kind: str) -> type[Rule]:
    members = vars(import_module(f"{rules.__name__}.{kind}")).values()
    (found,) = (
        member
        for member in members
        if isinstance(member, type)
        and issubclass(member, Rule)
        and member.__module__.endswith(f".{kind}")
    )
    return found


RULE_KINDS = RuleKinds()
