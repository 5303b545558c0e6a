"""What `lotdesign` alone says."""

from collections.abc import Iterator
from shlex import quote

from lotdesign.cli.recent import recent
from lotdesign.faults import shown
from lotdesign.shipped import examples, frameworks
from lotdesign.version import CREATED_WITH

_OWN = "my-procurement"


def greeting() -> str:
    """What this is, the recent scenarios, the examples, and three next commands."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f"{CREATED_WITH} designs the lots of a council's procurement: it searches all designs,"
    yield "proves the best, and says what every rule does to it."
    latest = recent()
    if latest:
        yield from ("", "Recent scenarios")
        yield from (f"  {shown(each.path, 300)}  {shown(each.title)}" for each in latest)
    shipped = sorted((*examples(), *frameworks()), key=lambda each: each.name)
    if shipped:
        wide = max(len(each.name) for each in shipped)
        yield from ("", "Examples")
        yield from (f"  {each.name:<{wide}}  {shown(each.title)}" for each in shipped)
    yield from ("", "Next")
    yield from _next(shown(latest[0].path, 300) if latest else "")


def _next(latest: str) -> Iterator[str]:
    at = quote(latest) if latest else _OWN
    commands = {
        f"lotdesign new {_OWN}": "start from an example",
        f"lotdesign check {at}": "find every fault",
        f"lotdesign solve {at}": "the best design, with its proof",
    }
    wide = max(map(len, commands))
    yield from (f"  {command:<{wide}}  {what}" for command, what in commands.items())
    yield "lotdesign --help lists all commands."
