"""Spreads the fields of dataclasses over the signature of a command.

A parameter that is a dataclass stands for its fields, so that flags which several commands share
are stated once. The command line library reads signatures, and so gets one without dataclasses.
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from inspect import Parameter, signature
from typing import Any, TypeVar

Result = TypeVar("Result")


def spread(command: Callable[..., Result]) -> Callable[..., Result]:
    """The command with a keyword for each field of the dataclasses that it takes."""
    asked = signature(command).parameters.values()
    groups = {each.name: each.annotation for each in asked if _is_group(each)}
    flat = [one for each in asked for one in _flat(each)]

    @wraps(command)
    def run(**given: Any) -> Result:
        whole = {
            name: group(**{field.name: given.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        return command(**given, **whole)

    run.__annotations__ = {each.name: each.annotation for each in flat}
    run.__dict__["__signature__"] = signature(command).replace(parameters=flat)
    return run


def _is_group(parameter: Parameter) -> bool:
    return is_dataclass(parameter.annotation)


def _flat(parameter: Parameter) -> Iterator[Parameter]:
    """The parameter, or one for each field of its dataclass; they are given by name."""
    if not _is_group(parameter):
        yield parameter.replace(kind=Parameter.KEYWORD_ONLY)
        return
    for field in fields(parameter.annotation):
        default = Parameter.empty if field.default is MISSING else field.default
        yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=field.type)
