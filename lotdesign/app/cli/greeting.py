"""What `lotdesign` without arguments prints."""

from collections.abc import Iterator
from shlex import quote

from lotdesign.faults import make_printable
from lotdesign.shipped_examples import list_example_frameworks, list_example_scenarios
from lotdesign.user_state import read_recent
from lotdesign.version import CREATED_WITH

_NEW_FOLDER = "my-procurement"


def write_greeting() -> str:
    """Write what this is, the recent scenarios, the examples, and three next commands."""
    return "\n".join(_write_lines()) + "\n"


def _write_lines() -> Iterator[str]:
    yield f"{CREATED_WITH} designs the lots of a council's procurement: it searches all designs,"
    yield "proves the best, and says what every rule does to it."
    latest = read_recent()
    if latest:
        yield from ("", "Recent scenarios")
        yield from (
            f"  {make_printable(each.path, 300)}  {make_printable(each.title)}" for each in latest
        )
    shipped = sorted(
        (*list_example_scenarios(), *list_example_frameworks()), key=lambda each: each.name
    )
    if shipped:
        wide = max(len(each.name) for each in shipped)
        yield from ("", "Examples")
        yield from (f"  {each.name:<{wide}}  {make_printable(each.title)}" for each in shipped)
    yield from ("", "Next")
    yield from _suggest_commands(make_printable(latest[0].path, 300) if latest else "")


def _suggest_commands(latest: str) -> Iterator[str]:
    at = quote(latest) if latest else _NEW_FOLDER
    commands = {
        f"lotdesign new {_NEW_FOLDER}": "start from an example",
        f"lotdesign check {at}": "find every fault",
        f"lotdesign solve {at}": "the best design, with its proof",
    }
    wide = max(map(len, commands))
    yield from (f"  {command:<{wide}}  {what}" for command, what in commands.items())
    yield "lotdesign --help lists all commands."
