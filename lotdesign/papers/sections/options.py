"""The options: the council's own and today's contracts, each judged, then side by side."""

from collections.abc import Iterator

from lotdesign.measures.registry import MEASURES
from lotdesign.papers.content import (
    OfficerPrompt,
    PaperBlock,
    PaperHeading,
    PaperList,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import PlaceLabel, RichText, compose_text, join_texts
from lotdesign.papers.wording import (
    lower_first,
    place_figures,
    title_measure,
    write_counted,
    write_headers,
)
from lotdesign.report.wording import NO_CERTIFICATE_WORDS
from lotdesign.result.model import ReferenceComparison

TOLD_MEASURES = ("accessible_lots", "fewest_small_bidders", "units_moved", "cut_neighbours")
"""Measures of which an option's text says how it stands to the proposed design."""

DESIGNS_A_TABLE = 3
"""Options beside the proposed design in one table; more go into further tables."""


def write_options(facts: PaperFacts) -> PaperSection:
    """Write each option, the status quo first, then the figures of all."""
    return PaperSection("options", "The options considered", tuple(_write_options(facts)))


def _write_options(facts: PaperFacts) -> Iterator[PaperBlock]:
    found = facts.result.comparisons
    if not found:
        yield PaperParagraph(compose_text("No other design is judged in this result."))
    for place, option in enumerate(found):
        yield PaperHeading(
            compose_text("{}: {}", label_option(place), facts.reader.quote(f"{_path(place)}.name"))
        )
        yield PaperParagraph(_describe_option(facts, place, option))
        yield PaperList(tuple(_weigh_option(facts, place, option)))
    if facts.result.lots:
        yield PaperHeading(compose_text("{}: The proposed lots", label_option(len(found))))
        yield PaperParagraph(_describe_proposed(facts))
    for start in range(0, len(found), DESIGNS_A_TABLE):
        yield _build_measure_table(facts, range(len(found))[start : start + DESIGNS_A_TABLE])
    if facts.scenario.dropped:
        yield PaperHeading(compose_text("Looked at and not taken forward"))
        yield PaperList(tuple(_describe_dropped(facts)))
    yield OfficerPrompt(
        compose_text("options without figures, such as joining with other councils or stopping.")
    )


def label_option(place: int) -> PlaceLabel:
    """The label of an option by its place in the paper."""
    return PlaceLabel(f"Option {place + 1}")


def _path(place: int) -> str:
    return f"result.comparisons.{place}"


def _describe_option(facts: PaperFacts, place: int, option: ReferenceComparison) -> RichText:
    """What would happen: the lots, and what they cost."""
    reader, path = facts.reader, _path(place)
    return compose_text(
        "What would happen: {}, at a cost to the council of {} over all years{}.",
        write_counted(reader.count(f"{path}.lots"), "lot"),
        reader.sum("pounds", f"{path}.measures.whole_life_cost"),
        _compare_cost(facts, place, option),
    )


def _compare_cost(facts: PaperFacts, place: int, option: ReferenceComparison) -> RichText:
    mine = facts.result.measures.get("whole_life_cost")
    other = option.measures.get("whole_life_cost")
    if mine is None or other is None:
        return ()
    fields = (f"{_path(place)}.measures.whole_life_cost", "result.measures.whole_life_cost")
    if int(other) == int(mine):
        return compose_text(", as much as the proposed lots")
    if int(other) > int(mine):
        more = facts.reader.trace("pounds", "less", *fields)
        return compose_text(", {} more than the proposed lots", more)
    less = facts.reader.trace("pounds", "less", *reversed(fields))
    return compose_text(", {} less than the proposed lots", less)


def _weigh_option(facts: PaperFacts, place: int, option: ReferenceComparison) -> Iterator[RichText]:
    """How it stands to the proposed lots, its drawbacks, and whether it is recommended."""
    path = _path(place)
    for name in TOLD_MEASURES:
        mine, other = facts.result.measures.get(name), option.measures.get(name)
        if mine is not None and other is not None and mine != other:
            better = MEASURES[name].sign * (float(other) - float(mine)) < 0
            yield compose_text(
                f"{'Gain' if better else 'Drawback'}: {lower_first(title_measure(name))}: {{}}, "
                "where the proposed lots have {}.",
                facts.reader.show_measure(path, name),
                facts.reader.show_measure("result", name),
            )
    for broken in option.broken:
        if broken in facts.rule_paths:
            yield compose_text(
                "Drawback: it breaks a rule. {}",
                facts.quote_public(f"{facts.rule_paths[broken]}.sentence"),
            )
    if not option.certified:
        yield compose_text(f"Drawback: {NO_CERTIFICATE_WORDS}.")
    yield compose_text(_judge_option(facts, option))


def _judge_option(facts: PaperFacts, option: ReferenceComparison) -> str:
    if facts.is_this_design(option.lots, option.routes):
        return "Recommended: these are the proposed lots."
    if not option.admissible:
        return "Not recommended: it does not keep every rule asked for."
    if facts.result.status == "optimal":
        return "Not recommended: it keeps every rule, and the proposed lots are better by the aims."
    return "It keeps every rule. Whether the proposed lots are the best is not proved."


def _describe_proposed(facts: PaperFacts) -> RichText:
    reader = facts.reader
    end = {
        "optimal": "Recommended: proved best by the aims.",
        "feasible": "The best found so far; that nothing is better is not proved.",
    }.get(facts.result.status, "")
    if facts.result.broken or not facts.result.certified:
        end = "Not recommended: it does not keep every rule asked for."
    return compose_text(
        f"What would happen: {{}}, at a cost to the council of {{}} over all years. {end}",
        write_counted(reader.count("result.lots"), "lot"),
        reader.sum("pounds", "result.lots.*.whole_life_pence"),
    )


def _build_measure_table(facts: PaperFacts, places: range) -> PaperTable:
    """Measures down; the proposed lots and some options across."""
    holders = (["result"] if facts.result.lots else []) + [_path(place) for place in places]
    shown = [
        name
        for name in MEASURES
        if any(facts.reader.read(f"{each}.measures").get(name) is not None for each in holders)
    ]
    rows = tuple(
        (
            (title_measure(name),),
            *(facts.reader.show_measure(each, name) for each in holders),
        )
        for name in shown
    )
    names: list[RichText] = [
        compose_text("{}: {}", label_option(place), facts.reader.quote(f"{_path(place)}.name"))
        for place in places
    ]
    proposed: list[RichText] = [("The proposed lots",)] if facts.result.lots else []
    headers = (("Measure",), *proposed, *names)
    labels: list[RichText] = [(label_option(place),) for place in places]
    caption = compose_text("The proposed lots beside {}", join_texts(labels, ", ", " and "))
    return PaperTable(caption, headers, rows, place_figures(headers))


def _describe_dropped(facts: PaperFacts) -> Iterator[RichText]:
    for i, option in enumerate(facts.scenario.dropped):
        path = f"scenario.dropped.{i}"
        source = (
            compose_text(" ({})", facts.reader.quote(f"{path}.source")) if option.source else ()
        )
        yield compose_text(
            "{}: {}{}",
            facts.reader.quote_first(f"{path}.name", f"{path}.id"),
            facts.reader.quote(f"{path}.reason"),
            source,
        )


def write_scores(facts: PaperFacts) -> PaperSection | None:
    """Write what officers' scores say of the options; None where there are none."""
    answer = facts.sources.appraisal
    if answer is None or not answer.ranking:
        return None
    return PaperSection("scores", "How officers scored the options", tuple(_write_scores(facts)))


def _write_scores(facts: PaperFacts) -> Iterator[PaperBlock]:
    answer = facts.sources.appraisal
    assert answer is not None
    reader, options = facts.reader, {each.id: i for i, each in enumerate(answer.options)}
    headers = write_headers(
        *("Option", "Rank", "Points"),
        *(
            (reader.quote_first(f"appraisal.criteria.{i}.name", f"appraisal.criteria.{i}.id"),)
            for i, _ in enumerate(answer.criteria)
        ),
    )
    rows: list[tuple[RichText, ...]] = []
    for i, place in enumerate(answer.ranking):
        at = f"appraisal.ranking.{i}"
        named = (
            f"appraisal.options.{options[place.option]}.name"
            if place.option in options
            else "appraisal.best.name"
        )
        rows.append(
            (
                (reader.quote(named),),
                (reader.sum("count", f"{at}.rank"),),
                (reader.sum("points", f"{at}.points"),),
                *(
                    (reader.sum("number", f"{at}.scores.@{list(place.scores).index(each.id)}"),)
                    for each in answer.criteria
                ),
            )
        )
    yield PaperTable(
        compose_text("The options by officers' scores"),
        headers,
        tuple(rows),
        place_figures(headers),
    )
    weights: list[RichText] = [
        compose_text(
            "{} {}",
            reader.quote_first(f"appraisal.criteria.{i}.name", f"appraisal.criteria.{i}.id"),
            reader.sum("percent", f"appraisal.criteria.{i}.share"),
        )
        for i, _ in enumerate(answer.criteria)
    ]
    yield PaperParagraph(
        compose_text(
            "Points are the weighted average of the scores, as a share of the top score, out of a "
            "hundred. The weights: {}. Scores change no figure of a design.",
            join_texts(weights, ", "),
        )
    )
