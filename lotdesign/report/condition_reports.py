"""Conditions, and whether they hold, as continuous integration reads them.

JUnit XML: a test suite with a test case for each condition and result, as many services show it.
GitHub annotations: a workflow command for each that does not hold, `::error title=…::message`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lotdesign.faults import make_printable

_LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class ConditionCheck:
    """A condition asked of a result; `failure` says why it does not hold, "" where it does.

    `subject` names the result, and `file` is its path, "" where it has none. A condition that was
    not asked, since the figures of the result are wrong, is `skipped`.
    """

    subject: str
    file: str
    condition: str
    failure: str = ""
    skipped: bool = False


def write_junit(command: str, checks: Sequence[ConditionCheck]) -> str:
    """The checks as JUnit XML, a test case each; without times, so that it is the same each run."""
    from xml.etree import ElementTree

    counts = {
        "tests": str(len(checks)),
        "failures": str(sum(bool(each.failure) for each in checks)),
        "errors": "0",
        "skipped": str(sum(each.skipped for each in checks)),
    }
    name = f"lotdesign {command}"
    top = ElementTree.Element("testsuites", {"name": name, **counts})
    suite = ElementTree.SubElement(top, "testsuite", {"name": name, **counts})
    for each in checks:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            {"classname": _show(each.subject), "name": _show(each.condition)},
        )
        if each.failure:
            failure = ElementTree.SubElement(case, "failure", {"message": _show(each.failure)})
            failure.text = f"{_show(each.subject)}: {_show(each.failure)}"
        elif each.skipped:
            ElementTree.SubElement(case, "skipped")
    ElementTree.indent(top, " ")
    body = ElementTree.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def write_annotations(command: str, checks: Sequence[ConditionCheck]) -> str:
    """A line of GitHub's workflow commands for each check that failed; "" for none."""
    return "".join(f"{line}\n" for line in _list_annotations(command, checks))


def _list_annotations(command: str, checks: Sequence[ConditionCheck]) -> Iterator[str]:
    for each in checks:
        if each.failure:
            place = {"file": each.file} if each.file else {}
            named = {**place, "title": f"lotdesign {command}"}
            properties = ",".join(f"{key}={_escape_property(text)}" for key, text in named.items())
            yield f"::error {properties}::{_escape(f'{each.subject}: {each.failure}')}"


def _show(text: str) -> str:
    """Text without characters that XML does not have."""
    return make_printable(text, _LONGEST_TEXT)


def _escape(text: str) -> str:
    """As GitHub reads a message: % begins what stands for another character."""
    return _show(text).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


CONDITION_REPORTS: Mapping[str, Callable[[str, Sequence[ConditionCheck]], str]] = {
    "junit": write_junit,
    "github": write_annotations,
}
"""Form -> its writer, of a command and its checks."""
