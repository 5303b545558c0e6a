"""Finds every kind of rule by its module; adding a kind changes nothing here."""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from lotdesign import rules
from lotdesign.scenario.rule import Rule

_NOT_KINDS = {"registry", "common"}


def _find_kinds() -> dict[str, type[Rule]]:
    """Kind -> its class, the one subclass of Rule that the module of that name defines."""
    found: dict[str, type[Rule]] = {}
    for module in sorted(m.name for m in iter_modules(rules.__path__)):
        if module not in _NOT_KINDS:
            members = vars(import_module(f"{rules.__name__}.{module}")).values()
            (found[module],) = (
                member
                for member in members
                if isinstance(member, type)
                and issubclass(member, Rule)
                and member.__module__.endswith(f".{module}")
            )
    return found


RULE_KINDS = _find_kinds()

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Union[tuple(RULE_KINDS.values())], Field(discriminator="kind")]  # noqa: UP007
