"""Will it hold? How the proposed lots stand up to the market and to other futures.

No provider is named here; who they are stands in the exempt part.
"""

from collections.abc import Iterator

from lotdesign.papers.content import (
    PaperBlock,
    PaperHeading,
    PaperList,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import RichText, compose_text, join_texts
from lotdesign.papers.wording import (
    NOT_IN_TIME,
    lower_first,
    place_figures,
    title_measure,
    write_counted,
    write_headers,
)
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.stress_figures import is_untried
from lotdesign.result.stressed import ChanceFigure, MarginFigure, StressAnswer, StressedDesign

MOST_NAMED_SETS, MOST_QUESTIONS = 12, 5
"""Sets of providers and questions that the exempt part shows."""

_ASKED = (
    "Lots can be let when each has a provider that is eligible and with capacity, by the rules "
    "about awards. Who will bid nobody knows. Whether a provider stays, and every other future, is "
    "assumed."
)


def write_holding(facts: PaperFacts) -> PaperSection | None:
    """Write how the designs stand up; None where that was not asked."""
    answer = facts.sources.stress
    if answer is None:
        return None
    return PaperSection("holding", "Will it hold?", tuple(_write_holding(facts, answer)))


def _write_holding(facts: PaperFacts, answer: StressAnswer) -> Iterator[PaperBlock]:
    yield PaperParagraph(compose_text(_ASKED))
    if answer.ended != "done":
        yield PaperParagraph(compose_text("The work was ended early: there may be more."))
    cases = [each.id for each in answer.cases]
    if answer.case is not None:
        name = facts.quote_public(f"stress.cases.{cases.index(answer.case)}.name")
        yield PaperParagraph(
            compose_text("All but regret is worked out for this future: {}.", name)
        )
    place = find_proposed(facts, answer)
    if place is None:
        yield PaperParagraph(
            compose_text("The proposed lots are not among the designs that were tried.")
        )
    else:
        yield from _describe_proposed(facts, place, answer.designs[place])
    if any(each.withdrawals is not None for each in answer.designs):
        yield _build_design_table(facts, answer)
    if answer.cases and place is not None:
        yield PaperHeading(compose_text("Other futures"))
        yield from _write_futures(facts, answer, place)


def find_proposed(facts: PaperFacts, answer: StressAnswer) -> int | None:
    """The place of the proposed lots among the designs; None where they are not among them."""
    for place, each in enumerate(answer.designs):
        if facts.is_this_design(each.lots, each.routes):
            return place
    return None


def _describe_proposed(
    facts: PaperFacts, place: int, design: StressedDesign
) -> Iterator[PaperBlock]:
    path = f"stress.designs.{place}"
    yield PaperParagraph(_say_withdrawals(facts, path, design))
    if design.margins is not None:
        yield PaperParagraph(compose_text("How much room the proposed lots have:"))
        yield PaperList(tuple(_list_room(facts, f"{path}.margins", design)))
    if design.chances is not None and design.questions:
        chance = _show_chance(facts, f"{path}.chances.certificate", design.chances.certificate)
        yield PaperParagraph(
            compose_text("The chance that all lots can be let is {} (assumed).", chance)
        )


def _say_withdrawals(facts: PaperFacts, path: str, design: StressedDesign) -> RichText:
    """How many providers can go, without naming one."""
    found, reader = design.withdrawals, facts.reader
    if found is None:
        if facts.scenario.providers is None:
            return compose_text("The scenario lists no providers, so none can be lost.")
        return compose_text(NOT_IN_TIME)
    if found.size is None and found.proved:
        return compose_text("No withdrawal can break the proposed lots: none needs a provider.")
    if found.size == 0:
        return compose_text("The proposed lots cannot all be let, even if every provider stays.")
    held = f"{path}.withdrawals"
    if found.size is None:
        return _say_open(facts, held, found.at_least, found.at_most)
    size = write_counted(reader.sum("count", f"{held}.size"), "provider")
    sets = reader.sum("count", f"{held}.count")
    known = write_counted(sets, "such set is known", "such sets are known")
    more = "there are no others" if found.complete else "there may be more"
    fewer = "" if found.size == 1 else " Fewer can go, whoever they are."
    return compose_text(
        "The loss of {} can be too many: the proposed lots can then no longer all be let."
        f"{fewer} This is proved. {{}}, and {more}. Who they are stands in the exempt part.",
        size,
        known,
    )


def _say_open(facts: PaperFacts, held: str, least: int | None, most: int | None) -> RichText:
    texts: list[RichText] = []
    if least is not None:
        number = write_counted(facts.reader.sum("count", f"{held}.at_least"), "provider")
        texts.append(compose_text("fewer than {} can go, whoever they are", number))
    if most is not None:
        number = write_counted(facts.reader.sum("count", f"{held}.at_most"), "provider")
        texts.append(compose_text("the loss of {} can be too many", number))
    if not texts:
        return compose_text(NOT_IN_TIME)
    return compose_text("As far as is proved, {}.", join_texts(texts))


def _list_room(facts: PaperFacts, path: str, design: StressedDesign) -> Iterator[RichText]:
    margins = design.margins
    assert margins is not None
    yield compose_text("capacity that is enough: {}", _show_share(facts, path, margins.capacity))
    yield compose_text(
        "turnover that may be asked for, in yearly values: {} (today {})",
        _show_multiple(facts, path, margins.turnover_multiple),
        facts.reader.sum("number", "scenario.market.turnover_multiple"),
    )
    yield compose_text("rise of values: {}", _show_rise(facts, path, margins.value_rise))


def _show_share(facts: PaperFacts, path: str, margin: MarginFigure) -> RichText:
    """The least share of capacity, rounded up."""
    if margin.exact is None:
        return (NO_FIGURE,)
    return (facts.reader.sum("percent_up", f"{path}.capacity.exact"),)


def _show_multiple(facts: PaperFacts, path: str, margin: MarginFigure) -> RichText:
    """The largest turnover multiple, rounded down."""
    if margin.exact is None:
        return ("any",) if margin.status == "unbounded" else (NO_FIGURE,)
    return (facts.reader.sum("number_down", f"{path}.turnover_multiple.exact"),)


def _show_rise(facts: PaperFacts, path: str, margin: MarginFigure) -> RichText:
    """The largest rise of values, rounded down."""
    if margin.exact is None:
        return ("any",) if margin.status == "unbounded" else (NO_FIGURE,)
    return (facts.reader.sum("percent_down", f"{path}.value_rise.exact"),)


def _show_chance(facts: PaperFacts, path: str, chance: ChanceFigure | None) -> RichText:
    """A chance; with its interval where it is drawn."""
    if chance is None:
        return (NO_FIGURE,)
    reader = facts.reader
    if chance.method == "exact":
        return (reader.sum("percent", f"{path}.value"),)
    return compose_text(
        "about {}, from {} to {} by {} draws",
        *(reader.sum("percent", f"{path}.{end}") for end in ("value", "low", "high")),
        reader.sum("count", f"{path}.draws"),
    )


def _name_design(facts: PaperFacts, place: int, design: StressedDesign) -> RichText:
    path = f"stress.designs.{place}"
    name: RichText = facts.quote_public(f"{path}.name")
    if facts.is_this_design(design.lots, design.routes):
        name = ("The proposed lots",)
    if is_untried(design):
        return compose_text("{} (not tried in time)", name)
    return name if design.admissible else compose_text("{} (not admissible)", name)


def _build_design_table(facts: PaperFacts, answer: StressAnswer) -> PaperTable:
    headers = [
        *("Design", "Providers whose loss is too many", "Capacity that is enough"),
        *("Turnover that may be asked for", "Rise of values", "Chance (assumed)"),
    ]
    if answer.cases:
        headers.append("Largest regret (assumed)")
    rows = []
    for place, each in enumerate(answer.designs):
        cells = [_name_design(facts, place, each), *_list_market_cells(facts, place, each)]
        if answer.cases:
            proved = all(case.proved for case in each.regret)
            path = f"stress.designs.{place}.largest_regret"
            cells.append(_show_regret(facts, path, answer.unit, proved))
        rows.append(tuple(cells))
    caption = compose_text("How the designs stand up to the market")
    return PaperTable(caption, write_headers(*headers), tuple(rows), place_figures(headers))


def _list_market_cells(facts: PaperFacts, place: int, design: StressedDesign) -> Iterator[RichText]:
    path, found = f"stress.designs.{place}", design.withdrawals
    if found is None or design.margins is None or design.chances is None:
        yield from [(NO_FIGURE,)] * 5
        return
    if found.size is None:
        yield ("none",) if found.proved else (NO_FIGURE,)
    else:
        yield (facts.reader.sum("count", f"{path}.withdrawals.size"),)
    margins = design.margins
    yield _show_share(facts, f"{path}.margins", margins.capacity)
    yield _show_multiple(facts, f"{path}.margins", margins.turnover_multiple)
    yield _show_rise(facts, f"{path}.margins", margins.value_rise)
    chance = design.chances.certificate if design.questions else None
    yield _show_chance(facts, f"{path}.chances.certificate", chance)


def _show_regret(facts: PaperFacts, path: str, unit: str, proved: bool) -> RichText:
    shown = facts.reader.show(path, unit)
    if proved or facts.reader.read(path) is None:
        return shown
    return compose_text("at most {}", shown)


def _write_futures(facts: PaperFacts, answer: StressAnswer, place: int) -> Iterator[PaperBlock]:
    measure = lower_first(title_measure(answer.measure))
    yield PaperParagraph(
        compose_text(
            f"Regret is how far the {measure} of the proposed lots is from the best that any "
            "design reaches in that future. Each future is assumed."
        )
    )
    headers = ("Future (assumed)", "Best of any design", "The proposed lots", "Regret")
    rows = []
    for i, case in enumerate(answer.cases):
        told = answer.designs[place].regret[i]
        path = f"stress.designs.{place}.regret.{i}"
        best = facts.reader.show(f"stress.cases.{i}.best", answer.unit)
        if case.best is None and case.proved:
            best = ("no design is possible",)
        elif case.best is not None and not case.proved:
            best = compose_text("{} (not proved)", best)
        value = facts.reader.show(f"{path}.value", answer.unit)
        if told.value is None and told.proved:
            value = ("not admissible",)
        regret = _show_regret(facts, f"{path}.regret", answer.unit, told.proved)
        rows.append((facts.quote_public(f"stress.cases.{i}.name"), best, value, regret))
    caption = compose_text("The proposed lots in other futures")
    yield PaperTable(caption, write_headers(*headers), tuple(rows), place_figures(headers))


# The exempt part


def write_holding_names(facts: PaperFacts) -> PaperSection | None:
    """Write which providers can be too many to lose, and whom to ask first; None if not asked."""
    answer = facts.sources.stress
    place = None if answer is None else find_proposed(facts, answer)
    if answer is None or place is None or answer.designs[place].withdrawals is None:
        return None
    return PaperSection("held-by", "Who the lots rest on", tuple(_name_them(facts, answer, place)))


def _name_them(facts: PaperFacts, answer: StressAnswer, place: int) -> Iterator[PaperBlock]:
    design, path = answer.designs[place], f"stress.designs.{place}"
    found = design.withdrawals
    sets = () if found is None or not found.size else found.sets[:MOST_NAMED_SETS]
    if not sets:
        yield PaperParagraph(compose_text("No set of providers is known without whom it breaks."))
    else:
        yield PaperParagraph(
            compose_text("Without any one of these sets the lots can no longer all be let:")
        )
        yield PaperList(
            tuple(
                join_texts([name_row(facts, id_) for id_ in each.providers], ", ", " and ")
                for each in sets
            )
        )
    asked = [i for i, each in enumerate(design.questions) if each.worth.strip("0.")]
    if asked:
        yield PaperParagraph(
            compose_text("Ask these first whether they stay; what each stays with is assumed:")
        )
        yield PaperList(
            tuple(
                _say_question(facts, f"{path}.questions.{i}", design.questions[i].provider)
                for i in asked[:MOST_QUESTIONS]
            )
        )


def _say_question(facts: PaperFacts, path: str, provider: str) -> RichText:
    return compose_text(
        "{}: stays with {} (assumed); then the lots can be let with a chance of {}, else {}",
        name_row(facts, provider),
        *(facts.reader.sum("percent", f"{path}.{end}") for end in ("stay", "stays", "leaves")),
    )


def name_row(facts: PaperFacts, row: str) -> RichText:
    """A provider by its id, or one of alike copies by the id of their row."""
    copies = facts.scenario.provider_copies.get(row, ())
    for place, each in enumerate(facts.scenario.providers or ()):
        if each.id == row or place in copies[:1]:
            path = f"scenario.providers.{place}"
            return (facts.reader.quote_first(f"{path}.name", f"{path}.id"),)
    return ("a provider that is not listed",)
