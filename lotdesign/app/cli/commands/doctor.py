"""`lotdesign doctor`: what is installed, and whether the engines answer rightly.

Each is asked small models that have fooled solvers, and scenarios whose best design is known.
"""

import json
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from lotdesign.app.cli.driver import deliver
from lotdesign.app.cli.exit_codes import ExitCode, choose_doctor_exit
from lotdesign.app.cli.options import TextOrJsonOption
from lotdesign.app.cli.output import OutputOptions
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import PageSection, Paragraph, ReportPage, ReportTable
from lotdesign.user_state import VERSIONED_PACKAGES
from lotdesign.version import __version__
from lotdesign.words import format_count


@dataclass(frozen=True, slots=True)
class InstallationFinding:
    """The outcome of one check; `needed` says whether lotdesign depends on it."""

    name: str
    ok: bool
    text: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A scenario whose answer was worked out by hand."""

    name: str
    scenario: str
    answer: str


_THREE_UNITS = """\
schema = 1
[term]
initial = 2
[money]
contract_management = 1000
procurement = 500
[[units]]
id = "a"
name = "A"
service = "care"
annual_budget = 100000
[[units]]
id = "b"
name = "B"
service = "care"
annual_budget = 50000
[[units]]
id = "c"
name = "C"
service = "care"
annual_budget = 50000
[[rule]]
id = "size"
kind = "lot_value"
"""

KNOWN_ANSWERS = (
    # b and c together are the only pair within £120,000. Each lot costs the council £2,500, so
    # two lots cost 2 * £200,000 + 2 * £2,500.
    KnownAnswer("best design", _THREE_UNITS + "max = 120000\n", "optimal: a | b c: 40500000 pence"),
    # Unit a alone is worth more than £90,000.
    KnownAnswer("impossible rules", _THREE_UNITS + "max = 90000\n", "infeasible"),
)


def list_engine_checks() -> Sequence[Callable[[], InstallationFinding]]:
    """Return a check for each engine."""
    return (_check_cp_sat, _check_highs)


def _check_cp_sat() -> InstallationFinding:
    from solver.backends.registry import load_engine
    from solver.backends.self_tests import SELF_TESTS, find_wrong_answers

    version = metadata.version("ortools")
    return _judge_engine(
        f"CP-SAT ({version})", len(SELF_TESTS), find_wrong_answers(load_engine("cp-sat"))
    )


def _check_highs() -> InstallationFinding:
    """Asks HiGHS through every door: as an engine, natively, and as it is, in fractions."""
    import pulp

    from solver.backends.fractional_self_tests import (
        FRACTIONAL_SELF_TESTS,
        find_wrong_fractional_answers,
    )
    from solver.backends.highs_native import NativeHighsEngine
    from solver.backends.native_calls import silence_stdout
    from solver.backends.registry import load_engine
    from solver.backends.self_tests import SELF_TESTS, can_solve, find_wrong_answers

    native = NativeHighsEngine()

    def all_lies() -> Iterator[str]:
        yield from find_wrong_answers(load_engine("highs"))
        yield from (f"natively, {each}" for each in find_wrong_answers(native))
        with silence_stdout():
            lies = tuple(find_wrong_fractional_answers(pulp.HiGHS(msg=False)))
        yield from (f"in fractions, {each}" for each in lies)

    name = f"HiGHS ({metadata.version('highspy')}, PuLP {metadata.version('PuLP')})"
    natively = sum(can_solve(native, test) for test in SELF_TESTS)
    count = len(SELF_TESTS) + natively + len(FRACTIONAL_SELF_TESTS)
    return _judge_engine(name, count, all_lies())


def _judge_engine(name: str, count: int, lies: Iterator[str]) -> InstallationFinding:
    try:
        wrong = tuple(lies)
    except Exception as error:  # whatever is broken, doctor says so and goes on
        return InstallationFinding(name, False, f"{type(error).__name__}: {error}")
    if wrong:
        return InstallationFinding(name, False, f"not to be trusted here: {'; '.join(wrong)}")
    trials = format_count(count, "trial")
    return InstallationFinding(
        name, True, f"right in {trials} of small models that have fooled solvers"
    )


InstallationCheck = Callable[[], InstallationFinding]


def run_checks() -> tuple[InstallationFinding, ...]:
    """Run all checks."""
    return tuple(check() for check in list_checks())


def list_checks() -> Sequence[InstallationCheck]:
    """Return all checks in the order of the report."""
    return (
        lambda: InstallationFinding("lotdesign", True, __version__),
        lambda: InstallationFinding("python", True, platform.python_version()),
        *(_check_package(name) for name in VERSIONED_PACKAGES),
        *list_engine_checks(),
        *(_check_known_answer(known) for known in KNOWN_ANSWERS),
    )


def _check_package(name: str) -> InstallationCheck:
    def check() -> InstallationFinding:
        try:
            return InstallationFinding(name, True, metadata.version(name))
        except metadata.PackageNotFoundError:
            return InstallationFinding(name, False, "not installed")

    return check


def _check_known_answer(known: KnownAnswer) -> InstallationCheck:
    def check() -> InstallationFinding:
        try:
            answer = _solve_known(known)
        except Exception as error:  # whatever is broken, doctor says so and goes on
            return InstallationFinding(known.name, False, f"{type(error).__name__}: {error}")
        right = answer == known.answer
        text = (
            f"{answer}, as worked out by hand" if right else f"{answer}, but it is {known.answer}"
        )
        return InstallationFinding(known.name, right, text)

    return check


def _solve_known(known: KnownAnswer) -> str:
    """Solve a known scenario and write the answer in the form of the known one."""
    from lotdesign.app import api

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "known.toml"
        file.write_text(known.scenario, encoding="utf-8")
        result = api.solve(api.load(file), engine="both", context=False).result
    if not result.verification.ok:
        return "an answer that its own checker refuses"
    if not result.lots:
        return result.status
    lots = " | ".join(" ".join(lot.units) for lot in result.lots)
    return f"{result.status}: {lots}: {result.measures['whole_life_cost']} pence"


def doctor(
    form: TextOrJsonOption = None,
) -> ExitCode:
    """Say what is installed and whether it answers correctly.

    Each engine is asked small models that have fooled solvers, and both together small
    scenarios whose best design is known.
    """
    findings = run_checks()
    well = all(finding.ok for finding in findings if finding.needed)
    body = {"ok": well, "checks": [asdict(finding) for finding in findings]}
    forms = AnswerForms(
        page=lambda: _write_findings_page(findings, well),
        json=lambda: json.dumps(body, indent=2, ensure_ascii=False) + "\n",
    )
    return deliver(forms, OutputOptions(form), choose_doctor_exit(well))


def _write_findings_page(findings: Sequence[InstallationFinding], well: bool) -> ReportPage:
    summary = "All is well." if well else "Something is wrong: see the lines that say NO."
    rows = tuple((each.name, "yes" if each.ok else "NO", each.text) for each in findings)
    table = ReportTable(("Checked", "Well", "Found"), rows)
    return (PageSection("", (Paragraph(summary), table)),)
