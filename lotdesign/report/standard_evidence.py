"""What a run shows towards a commissioning standard.

One sentence a kind of evidence, which never says that a standard is met.
"""

from collections.abc import Callable, Iterator, Mapping

from lotdesign.faults import make_printable
from lotdesign.report.wording import name_measure
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import EvidenceKind
from lotdesign.words import format_count, format_percent, format_pounds, join_words, spell_out_id

EvidenceWriter = Callable[[Scenario, Result], Iterator[str]]


def collect_evidence(kind: EvidenceKind, scenario: Scenario, result: Result) -> tuple[str, ...]:
    """Return what the run shows of one kind."""
    return tuple(EVIDENCE_WRITERS[kind](scenario, result))


def _describe_aims(scenario: Scenario, result: Result) -> Iterator[str]:
    text = join_words([name_measure(each.measure) for each in scenario.objectives], "then")
    yield f"The aims are stated, in order: {text}."


def _describe_need(scenario: Scenario, result: Result) -> Iterator[str]:
    units = sum(unit.need is not None for unit in scenario.units)
    places = sum(place.need is not None for place in scenario.localities)
    if units or places:
        had = [format_count(units, "unit")] if units else []
        had += [format_count(places, "locality", "localities")] if places else []
        yield f"Figures of need are given for {join_words(had)}."
    for each in scenario.money.need_led:
        service = spell_out_id(make_printable(each.service))
        yield f"They move the money for {service} towards need, by {format_percent(each.pace)}."


def _describe_rules(scenario: Scenario, result: Result) -> Iterator[str]:
    met = [rule for rule in result.rules if rule.status == "met"]
    if met:
        decide = sum(rule.effect == "decides" for rule in met)
        text = f", {decide} of which decide the answer" if decide else ""
        yield f"{format_count(len(met), 'rule')} in plain words, each met{text}."


def _describe_proof(scenario: Scenario, result: Result) -> Iterator[str]:
    if result.status == "optimal":
        lots = f"the {result.candidates:,} lots that could be formed"
        yield f"The design is proved best by its aims among all designs of {lots}."
    if result.verification.ok and result.verification.checks:
        checks = format_count(result.verification.checks, "check")
        yield f"Every figure was worked out again without the solver: {checks}, no fault."


def _describe_assumptions(scenario: Scenario, result: Result) -> Iterator[str]:
    if result.assumptions:
        entries = format_count(len(result.assumptions), "entry", "entries")
        yield f"{entries} say what is assumed."


def _describe_eligibility(scenario: Scenario, result: Result) -> Iterator[str]:
    if scenario.providers is not None and result.lots:
        lots, many = (
            format_count(len(result.lots), "lot"),
            format_count(len(scenario.providers), "provider"),
        )
        yield (
            f"For {lots} and {many} the same tests say who is eligible and with capacity, and what "
            "stops the others."
        )


def _describe_contracts(scenario: Scenario, result: Result) -> Iterator[str]:
    if result.lots:
        yearly = sum(lot.market_value_pence for lot in result.lots)
        yield (
            f"{format_count(len(result.lots), 'lot')} over {format_count(scenario.years, 'year')}, "
            f"{format_pounds(yearly)} a year together."
        )


def _describe_met_rules(evidence: EvidenceKind) -> EvidenceWriter:
    """Return a writer of the sentences of met rules that declare this kind of evidence."""

    def write(scenario: Scenario, result: Result) -> Iterator[str]:
        ids = {rule.id for rule in scenario.rules if rule.evidence == evidence}
        for rule in result.rules:
            if rule.id in ids and rule.status == "met":
                yield make_printable(rule.sentence, 400)

    return write


def _describe_market(scenario: Scenario, result: Result) -> Iterator[str]:
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
        yield f"Among today's contracts, the one with the fewest has {fewest}."


EVIDENCE_WRITERS: Mapping[EvidenceKind, EvidenceWriter] = {
    "aims": _describe_aims,
    "need": _describe_need,
    "rules": _describe_rules,
    "proof": _describe_proof,
    "assumptions": _describe_assumptions,
    "eligibility": _describe_eligibility,
    "contracts": _describe_contracts,
    "withdrawal": _describe_met_rules("withdrawal"),
    "funding": _describe_met_rules("funding"),
    "market": _describe_market,
}
