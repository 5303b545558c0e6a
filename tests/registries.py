"""Every list that must know each kind of rule, measure or command, and what to add to it.

What can be derived from the declarations is derived and stands nowhere here. A list that has to be
written by hand is an entry below, so that tests/test_registries.py names what a developer forgets:
a kind that is missing from a list of the tests would else be tested by nobody.
"""

import ast
import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args

from lotdesign import measures
from lotdesign.app.cli.registry import COMMANDS
from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import AWARD_SCOPES, Rule
from lotdesign.scenario.sections import MeasureName
from lotdesign.verify.lot_sums import LOT_SUMS
from solver.enumeration.measure_columns import MEASURE_COLUMNS
from solver.objectives.registry import GOAL_BUILDERS
from tests.brute import case, design_rules, judge, lot_rules
from tests.brute import measures as brute_measures
from tests.constraints.variants import VARIANTS
from tests.fuzz import relations
from tests.mutations.table import AREAS
from tests.preflight.test_run import IDLE
from tests.rules.test_without_external import KINDS as TRIED_WITHOUT_EXTERNAL
from tests.strategies import rules as drawn_rules
from tests.verify.broken import EXAMPLES

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Registry:
    """A list, or a folder of files, with an entry for each name that `needs` one.

    `file` may hold `{name}`, where each has a file of its own. `add` says what to write there.
    """

    file: str
    add: str
    entries: Callable[[], Collection[str]]
    needs: Callable[[Any], bool] = lambda declared: True


def find_gap(registry: Registry, what: str, name: str, declared: Any) -> str:
    """One sentence on what is missing, or on what does not belong there; "" where all is well."""
    stands, file = name in registry.entries(), registry.file.format(name=name)
    if registry.needs(declared) == stands:
        return ""
    if stands:
        return f"{what} {name} stands in {file} and does not belong there: {registry.add}."
    return f"{what} {name} is missing in {file}: {registry.add}."


def find_strays(registry: Registry, what: str, known: Collection[str]) -> list[str]:
    """A sentence on each entry that is no name at all."""
    strays = sorted(set(registry.entries()) - set(known))
    return [f"{what} {name} stands in {registry.file} and is not declared." for name in strays]


def _files(pattern: str) -> Callable[[], set[str]]:
    """The names for which there is a file."""
    head, tail = pattern.split("{name}")
    return lambda: {
        str(path.relative_to(ROOT))[len(head) : -len(tail)]
        for path in ROOT.glob(pattern.replace("{name}", "*"))
    }


def _mutated(folder: str) -> Callable[[], set[str]]:
    """The kinds whose module in the folder has a fault put in by the catalogue."""
    files = {Path(each.file) for area in AREAS.values() for each in area}
    return lambda: {file.stem for file in files if str(file.parent) == folder} & set(RULE_KINDS)


def _reads(data: str) -> Callable[[Any], bool]:
    return lambda declared: data in declared.reads


def _named_in_list(page: str, heading: str) -> Callable[[], set[str]]:
    """The kinds that the section of a page names."""
    section = (ROOT / page).read_text(encoding="utf-8").partition(heading)[2].partition("## ")[0]
    return lambda: {kind for kind in RULE_KINDS if f"`{kind}`" in section}


def _with_file(pattern: str, add: str) -> Registry:
    return Registry(pattern, add, _files(pattern))


RULE_REGISTRIES: tuple[Registry, ...] = (
    _with_file(
        "solver/constraints/{name}.py",
        "write its constraints, as solver/constraints/__init__.py says, or it would not bind",
    ),
    _with_file("tests/rules/test_{name}.py", "test its sentence, its judgement and its bounds"),
    Registry(
        "tests/verify/broken.py",
        "add to `_ALL` a rule of the office, a design that keeps it and one that breaks it",
        lambda: EXAMPLES,
    ),
    Registry(
        "tests/constraints/variants.py",
        "add to `VARIANTS` what its golden text is written of",
        lambda: VARIANTS,
    ),
    _with_file(
        "tests/constraints/golden/{name}.txt",
        "run `WRITE_GOLDENS=1 pytest tests/constraints` and follow what it wrote by hand",
    ),
    Registry(
        "tests/brute/lot_rules.py",
        "add to `CHECKS` a check of one lot, written from what the rule says alone",
        lambda: lot_rules.CHECKS,
        lambda rule: rule.scope == "lot",
    ),
    Registry(
        "tests/brute/design_rules.py",
        "add to `CHECKS` a check of a design, written from what the rule says alone",
        lambda: design_rules.CHECKS,
        lambda rule: rule.scope != "lot",
    ),
    Registry(
        "tests/brute/judge.py",
        "`MARKET_RULES` are the kinds that read providers",
        lambda: judge.MARKET_RULES,
        _reads("providers"),
    ),
    Registry(
        "tests/brute/judge.py",
        "`AWARDED_RULES` are the kinds that depend on who is awarded which lot",
        lambda: judge.AWARDED_RULES,
        lambda rule: "prices" in rule.reads or rule.scope in AWARD_SCOPES,
    ),
    Registry(
        "tests/brute/case.py",
        "`CERTIFIED_RULES` are the kinds that are judged by an indicative award",
        lambda: case.CERTIFIED_RULES,
        lambda rule: rule.scope in AWARD_SCOPES,
    ),
    Registry(
        "tests/strategies/rules.py",
        "add to `PARAMETERS` how its parameters are drawn, or no random scenario would hold it; "
        "its function stands in lot_rules.py, design_rules.py, award_rules.py or delivery.py",
        lambda: drawn_rules.PARAMETERS,
    ),
    Registry(
        "tests/strategies/rules.py",
        "`MARKET_KINDS` are the kinds that read providers",
        lambda: drawn_rules.MARKET_KINDS,
        _reads("providers"),
    ),
    Registry(
        "tests/fuzz/relations.py",
        "add it to `_ROUNDED` if it reads money, shares or bidders, else to `_UNROUNDED`",
        lambda: (*relations._ROUNDED, *relations._UNROUNDED),
    ),
    Registry(
        "tests/preflight/test_run.py",
        "`IDLE` has, for a kind with an `is_idle` of its own, parameters that nothing can break",
        lambda: IDLE,
        lambda rule: rule.is_idle is not Rule.is_idle,
    ),
    Registry(
        "tests/rules/test_without_external.py",
        "`KINDS` has each kind of the market, tried where no lot is external, and balance",
        lambda: {tested["kind"] for tested, _ in TRIED_WITHOUT_EXTERNAL} - {"balance"},
        _reads("providers"),
    ),
    Registry(
        "tests/mutations/definitions.py",
        "add a fault in lotdesign/rules/ that its tests must notice; the old text must stand there "
        "exactly once (about several lots: tests/mutations/definitions_of_designs.py)",
        _mutated("lotdesign/rules"),
    ),
    Registry(
        "tests/mutations/limits.py",
        "add a fault in solver/constraints/ that its golden text must notice; the old text must "
        "stand there exactly once (about several lots: tests/mutations/limits_of_designs.py)",
        _mutated("solver/constraints"),
    ),
    Registry(
        "docs/atlas.md",
        "its list of the rules that decide which designs are listed has every `structural` kind",
        _named_in_list("docs/atlas.md", "## What is listed"),
        lambda rule: rule.structural,
    ),
)
"""What each kind of rule must stand in; `needs` is asked of its class."""


def find_declared_measures() -> Mapping[str, Measure]:
    """Every measure that a module of lotdesign/measures declares, in the registry or not."""
    names = (module.name for module in iter_modules(measures.__path__))
    modules = (import_module(f"{measures.__name__}.{name}") for name in names)
    members = (member for module in modules for member in vars(module).values())
    return {member.name: member for member in members if isinstance(member, Measure)}


def _mutated_functions(functions: Mapping[str, Callable[..., Any]]) -> Callable[[], set[str]]:
    """The measures whose function, or one that it calls by name, has a fault put in."""
    faults = [(ROOT / each.file, each.old) for area in AREAS.values() for each in area]
    return lambda: {
        name
        for name, function in functions.items()
        if any(
            Path(inspect.getfile(part)) == file and old in inspect.getsource(part)
            for part in _list_parts(function)
            for file, old in faults
        )
    }


def _list_parts(function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """The function, and those of its module that it names."""
    module = inspect.getmodule(function)
    nodes = ast.walk(ast.parse(inspect.getsource(function)))
    yield function
    for name in {node.id for node in nodes if isinstance(node, ast.Name)}:
        part = getattr(module, name, None)
        if inspect.isfunction(part) and inspect.getmodule(part) is module:
            yield part


def _named_in_tests(folder: str) -> Callable[[], set[str]]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / folder).glob("test_*.py")]
    return lambda: {name for name in MEASURES if any(f'"{name}"' in text for text in texts)}


MEASURE_REGISTRIES: tuple[Registry, ...] = (
    Registry("lotdesign/measures/registry.py", "add it to `_MEASURES`", lambda: MEASURES),
    Registry(
        "lotdesign/scenario/sections.py",
        "add its name to `MeasureName`, in the order of the registry",
        lambda: get_args(MeasureName),
    ),
    Registry(
        "solver/objectives/registry.py",
        "add to `GOAL_BUILDERS` how the solver minimises it",
        lambda: GOAL_BUILDERS,
    ),
    Registry(
        "solver/enumeration/measure_columns.py",
        "`MEASURE_COLUMNS` has the column of each measure that needs no award",
        lambda: MEASURE_COLUMNS,
        lambda measure: not measure.needs_certificate,
    ),
    Registry(
        "lotdesign/verify/lot_sums.py",
        "add to `LOT_SUMS` how the checker sums it over lots, or None",
        lambda: LOT_SUMS,
    ),
    Registry(
        "tests/brute/measures.py",
        "add to `MEASURES` how the brute force works it out, written from what it says alone",
        lambda: brute_measures.MEASURES,
    ),
    Registry(
        "tests/brute/measures.py",
        "`MAXIMISED` are the measures of which more is better",
        lambda: brute_measures.MAXIMISED,
        lambda measure: measure.better == "more",
    ),
    Registry(
        "tests/brute/measures.py",
        "`MARKET` are the measures that read providers",
        lambda: brute_measures.MARKET,
        _reads("providers"),
    ),
    Registry(
        "tests/brute/measures.py",
        "`AWARDED` are the measures that depend on who is awarded which lot",
        lambda: brute_measures.AWARDED,
        lambda measure: measure.is_cost or measure.needs_certificate,
    ),
    Registry(
        "tests/brute/measures.py",
        "`IN_POUNDS` are the measures in pence, which people write in pounds",
        lambda: brute_measures.IN_POUNDS,
        lambda measure: measure.unit == "pence",
    ),
    Registry(
        "tests/brute/measures.py",
        "`IN_KILOMETRES` are the measures in metres, which people write in kilometres",
        lambda: brute_measures.IN_KILOMETRES,
        lambda measure: measure.unit == "metres",
    ),
    Registry("tests/measures", "test it on a small design", _named_in_tests("tests/measures")),
    Registry(
        "tests/mutations/measures.py",
        "add a fault in how it is worked out that tests/measures must notice",
        _mutated_functions({name: each.evaluate for name, each in MEASURES.items()}),
    ),
    Registry(
        "tests/mutations/measures.py",
        "add a fault in its goal that tests/exact/test_objectives.py must notice",
        _mutated_functions(GOAL_BUILDERS),
    ),
)
"""What each measure must stand in; `needs` is asked of its declaration."""


def _shown_on_a_page() -> set[str]:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    return {name for name in COMMANDS if f"lotdesign {name}" in text}


def _run_by_tests() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    return {name for name in COMMANDS if any(f'"{name}"' in text for text in texts)}


COMMAND_REGISTRIES: tuple[Registry, ...] = (
    Registry("docs", "show what it says on a page, in a console block", _shown_on_a_page),
    Registry("tests/cli", "run it there, or where its question is tested", _run_by_tests),
)
"""Where each command must be shown and tested."""

CHOSEN = {
    "lotdesign/report/comparisons.py": "columns of two tables that show some measures",
    "lotdesign/papers/sections/options.py": "measures by which an option is weighed in words",
    "tui/pictures/tradeoff.py": "measures that the second axis begins with",
    "tui/pictures/tray.py": "short headings; a measure without one is headed by its short title",
    "tui/pictures/wording.py": "the kinds that the interface adds by a key",
}
"""Files of the program with a list of kinds or measures that is a choice and needs no new name."""

GUARDED = {each.file for each in (*RULE_REGISTRIES, *MEASURE_REGISTRIES)} | set(CHOSEN)


def find_unknown_lists(path: str, source: str, names: Collection[str]) -> list[str]:
    """A sentence on each list of three or more names in a file where nobody guards lists."""
    if path in GUARDED:
        return []
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict | ast.Tuple | ast.List | ast.Set):
            items = node.keys if isinstance(node, ast.Dict) else node.elts
            texts = {each.value for each in items if isinstance(each, ast.Constant)}
            if len(texts & set(names)) > 2:
                found.append(
                    f"{path}:{node.lineno} lists kinds or measures: derive the list from what they "
                    "declare, or name the file in tests/registries.py."
                )
    return found
