"""What a run shows towards a commissioning standard, a sentence a kind of evidence.

Each kind reads the scenario and its result and says what stands there with its figures, or
nothing where the run has none of it. None says that a standard is met.
"""

from collections.abc import Callable, Iterator, Mapping

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import EvidenceKind
from lotdesign.words import listed, named, percent, plural, pounds

Shows = Callable[[Scenario, Result], Iterator[str]]


def evidence(kind: EvidenceKind, scenario: Scenario, result: Result) -> tuple[str, ...]:
    """What the run shows of one kind."""
    return tuple(KINDS[kind](scenario, result))


def _aims(scenario: Scenario, result: Result) -> Iterator[str]:
    aims = [MEASURES[each.measure].title for each in scenario.objectives]
    told = listed([f"{title[:1].lower()}{title[1:]}" for title in aims], "then")
    yield f"What is made best is stated, in order: {told}."


def _need(scenario: Scenario, result: Result) -> Iterator[str]:
    units = sum(unit.need is not None for unit in scenario.units)
    places = sum(place.need is not None for place in scenario.localities)
    if units or places:
        had = [plural(units, "unit")] if units else []
        had += [plural(places, "locality", "localities")] if places else []
        yield f"Figures of need are given for {listed(had)}."
    for each in scenario.money.need_led:
        service = named(shown(each.service))
        yield f"They move the money for {service} towards need, by {percent(each.pace)}."


def _rules(scenario: Scenario, result: Result) -> Iterator[str]:
    met = [rule for rule in result.rules if rule.status == "met"]
    if met:
        decide = sum(rule.effect == "decides" for rule in met)
        told = f", {decide} of which decide the answer" if decide else ""
        yield f"{plural(len(met), 'rule')} in plain words, each met{told}."


def _proof(scenario: Scenario, result: Result) -> Iterator[str]:
    if result.status == "optimal":
        lots = f"the {result.candidates:,} lots that could be formed"
        yield f"The design is proved best by its aims among all designs of {lots}."
    if result.verification.ok and result.verification.checks:
        checks = plural(result.verification.checks, "check")
        yield f"Every figure was worked out again without the solver: {checks}, no fault."


def _assumptions(scenario: Scenario, result: Result) -> Iterator[str]:
    if result.assumptions:
        yield f"{plural(len(result.assumptions), 'entry', 'entries')} say what rests on assumption."


def _eligibility(scenario: Scenario, result: Result) -> Iterator[str]:
    if scenario.providers is not None and result.lots:
        lots, many = plural(len(result.lots), "lot"), plural(len(scenario.providers), "provider")
        yield (
            f"For {lots} and {many} the same tests say who is eligible and with capacity, and what "
            "stops the others."
        )


def _contracts(scenario: Scenario, result: Result) -> Iterator[str]:
    if result.lots:
        yearly = sum(lot.market_value_pence for lot in result.lots)
        yield (
            f"{plural(len(result.lots), 'lot')} over {plural(scenario.years, 'year')}, "
            f"{pounds(yearly)} a year together."
        )


def _of_kind(kind: str) -> Shows:
    """The sentence of each rule of a kind that is met."""

    def told(scenario: Scenario, result: Result) -> Iterator[str]:
        for rule in result.rules:
            if rule.kind == kind and rule.status == "met":
                yield shown(rule.sentence, 400)

    return told


def _market(scenario: Scenario, result: Result) -> Iterator[str]:
    bought = [lot for lot in result.lots if lot.route == "external"]
    if scenario.providers is None or not bought:
        return
    yield (
        f"Every lot has at least {min(len(lot.eligible) for lot in bought)} providers that are "
        "eligible and with capacity, and at least "
        f"{min(len(lot.eligible_small) for lot in bought)} small ones."
    )
    today = next((each for each in result.comparisons if each.id == "today"), None)
    fewest = today.measures.get("fewest_bidders") if today else None
    if fewest is not None:
        yield f"Of today's contracts the one with the fewest has {fewest}."


KINDS: Mapping[EvidenceKind, Shows] = {
    "aims": _aims,
    "need": _need,
    "rules": _rules,
    "proof": _proof,
    "assumptions": _assumptions,
    "eligibility": _eligibility,
    "contracts": _contracts,
    "withdrawal": _of_kind("withdrawal"),
    "funding": _of_kind("funding"),
    "market": _market,
}
