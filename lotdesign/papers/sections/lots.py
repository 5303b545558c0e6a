"""The proposed lots: what each holds and costs, on a map, and what it asks of people and places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.faults import make_printable
from lotdesign.papers.content import (
    OfficerPrompt,
    PaperBlock,
    PaperList,
    PaperParagraph,
    PaperPicture,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts, label_lot
from lotdesign.papers.drawings.lot_map import draw_lot_map
from lotdesign.papers.text import FieldText, RichText, compose_text, join_texts
from lotdesign.papers.wording import (
    place_figures,
    write_headers,
)
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.wording import COST_TO_COUNCIL, PAID_TO_PROVIDER, ROUTE_LABELS
from lotdesign.words import spell_out_id


def write_lots(facts: PaperFacts) -> PaperSection:
    """Write the table of lots, what each holds, and the map."""
    return PaperSection("lots", "The proposed lots", tuple(_write_lots(facts)))


def _write_lots(facts: PaperFacts) -> Iterator[PaperBlock]:
    yield _build_lot_table(facts)
    yield PaperParagraph(
        compose_text(
            "Both figures are without VAT, over all years of the lot, extensions counted. Paid "
            "with VAT at the rate in force: {} in all. Value a year is what the market is judged "
            "by, after savings that are promised already.",
            facts.reader.trace("pounds", "with_vat", "result.lots.*.paid_pence.*"),
        )
    )
    picture = _build_map(facts)
    if picture is not None:
        yield picture
    elif facts.scenario.localities:
        yield _build_place_table(facts)
    several = tuple(
        _describe_lot(facts, lot) for lot, held in enumerate(facts.result.lots) if held.units[1:]
    )
    if several:
        yield PaperParagraph(compose_text("What the lots of more than one unit hold:"))
        yield PaperList(several)


def _build_lot_table(facts: PaperFacts) -> PaperTable:
    reader = facts.reader
    routed = any(lot.route != "external" for lot in facts.result.lots)
    dated = any(lot.first_year is not None for lot in facts.result.lots)
    headers = ["Lot", "Units", COST_TO_COUNCIL, PAID_TO_PROVIDER, "Value a year"]
    figures = place_figures(headers)
    headers += ["From year", "To year"] * dated + ["Delivered by"] * routed
    rows = [
        (
            facts.name_lot(lot),
            (reader.count(f"{path}.units"),),
            (reader.sum("pence", f"{path}.whole_life_pence"),),
            (reader.sum("pence", f"{path}.paid_pence.*"),),
            (reader.sum("pence", f"{path}.market_value_pence"),),
            *([reader.show(f"{path}.{end}", "") for end in ("first_year", "last_year")] * dated),
            *([(ROUTE_LABELS[facts.result.lots[lot].route],)] * routed),
        )
        for lot, path in facts.list_lots()
    ]
    lots = "result.lots.*"
    total: tuple[RichText, ...] = (
        ("All lots",),
        (reader.count("scenario.units"),),
        (reader.sum("pence", f"{lots}.whole_life_pence"),),
        (reader.sum("pence", f"{lots}.paid_pence.*"),),
        (reader.sum("pence", f"{lots}.market_value_pence"),),
        *([("",)] * (2 * dated + routed)),
    )
    caption = compose_text("The lots, with what each costs the council and pays the provider")
    return PaperTable(caption, write_headers(*headers), (*rows, total), figures, total=True)


def _describe_lot(facts: PaperFacts, lot: int) -> RichText:
    names: list[RichText] = [(facts.name_unit(unit),) for unit in facts.result.lots[lot].units]
    return compose_text("{}: {}.", label_lot(lot), join_texts(names))


def _build_place_table(facts: PaperFacts) -> PaperTable:
    """In which lots each place has each service, where no map can be drawn."""
    scenario = facts.scenario
    units = {unit.id: unit for unit in scenario.units}
    held: dict[tuple[str, str], list[RichText]] = {}
    for lot, each in enumerate(facts.result.lots):
        for cell in dict.fromkeys((units[u].locality, units[u].service) for u in each.units):
            held.setdefault(cell, []).append((label_lot(lot),))
    names: dict[str, RichText] = {
        place: (facts.reader.quote_first(f"{path}.name", f"{path}.id"),)
        for place, path in facts.place_paths.items()
    }
    if any(not unit.locality for unit in scenario.units):
        names[""] = ("The whole authority",)
    rows = tuple(
        (name, *(join_texts(held.get((place, each), []), ", ") for each in scenario.services))
        for place, name in names.items()
    )
    services = (
        (FieldText(spell_out_id(make_printable(each)), f"scenario.services.{i}"),)
        for i, each in enumerate(scenario.services)
    )
    caption = compose_text("The lots by place and service")
    return PaperTable(caption, (("Place",), *services), rows)


def _build_map(facts: PaperFacts) -> PaperPicture | None:
    svg = draw_lot_map(facts.scenario, [lot.units for lot in facts.result.lots])
    if svg is None:
        return None
    return PaperPicture(
        "map",
        svg,
        compose_text("Where the lots lie."),
        compose_text(
            "Each dot is a unit, at its place, with the number of its lot; lines join units of "
            "one lot to its middle. Which units a lot holds is listed under the table of lots."
        ),
    )


@dataclass(frozen=True, slots=True)
class _LotColumn:
    """A column about the units of lots: its title, and their field; None counts as nothing."""

    title: str
    field: str
    style: str


def write_equality(facts: PaperFacts) -> PaperSection:
    """Write need, people and money of each lot; the assessment is for officers to write."""
    return PaperSection("equality", "Equality and need", tuple(_write_equality(facts)))


def _write_equality(facts: PaperFacts) -> Iterator[PaperBlock]:
    if facts.result.lots:
        table = _build_need_table(facts)
        if table is None:
            yield PaperParagraph(
                compose_text(
                    "The scenario has no figures of need or of people by place, so nothing is said "
                    "of how lots compare by them."
                )
            )
        else:
            yield table
            yield PaperParagraph(
                compose_text(
                    "Need is the weight that the scenario gives to units and places. People are "
                    "those of the places in which a lot has units; a place may be in several lots."
                )
            )
    yield OfficerPrompt(
        compose_text(
            "the equality impact assessment: who uses the services, who gains or loses, and what "
            "is done about it."
        )
    )


def _build_need_table(facts: PaperFacts) -> PaperTable | None:
    scenario, reader = facts.scenario, facts.reader
    needy = any(unit.need for unit in scenario.units)
    wanted = any(place.need for place in scenario.localities)
    people = any(place.population for place in scenario.localities)
    if not (needy or wanted or people):
        return None
    headers = ["Lot", PAID_TO_PROVIDER, "Part of all paid"]
    headers += ["Need of units", "Part of all need"] * needy
    headers += ["Need of places"] * wanted + ["People in its places"] * people
    figures = place_figures(headers)
    paid_in_all = "result.lots.*.paid_pence.*"
    rows = []
    for lot, path in facts.list_lots():
        units = [f"{facts.unit_paths[u]}.need" for u in facts.result.lots[lot].units]
        places = [facts.place_paths[p] for p in facts.result.lots[lot].localities]
        paid = f"{path}.paid_pence.*"
        cells: list[RichText] = [
            facts.name_lot(lot),
            (reader.sum("pounds", paid),),
            (reader.trace("percent", "share", paid, paid_in_all),),
        ]
        if needy:
            cells.append((reader.sum("need", *units),))
            cells.append((reader.trace("percent", "share", *units, "scenario.units.*.need"),))
        for known, field in ((wanted, "need"), (people, "population")):
            if known:
                fields = [f"{place}.{field}" for place in places]
                cells.append((reader.sum("number", *fields),) if fields else (NO_FIGURE,))
        rows.append(tuple(cells))
    caption = compose_text("Money, need and people of each lot")
    return PaperTable(caption, write_headers(*headers), tuple(rows), figures)


def write_staff_and_property(facts: PaperFacts) -> PaperSection:
    """Write the staff who transfer and the rents of each lot, where the scenario has them."""
    return PaperSection("staff", "Staff and property", tuple(_write_staff(facts)))


def _write_staff(facts: PaperFacts) -> Iterator[PaperBlock]:
    units = facts.scenario.units
    columns: list[_LotColumn] = []
    if any(unit.tupe_fte for unit in units):
        columns.append(_LotColumn("Staff who transfer, full time", "tupe_fte", "number"))
    if any(unit.rent for unit in units):
        columns.append(_LotColumn("Rent to the council, a year", "rent", "pounds"))
    if columns and facts.result.lots:
        yield _build_unit_sums(facts, columns)
    yield OfficerPrompt(compose_text("what happens to staff, buildings and pensions."))


def _build_unit_sums(facts: PaperFacts, columns: Sequence[_LotColumn]) -> PaperTable:
    rows = [
        (
            facts.name_lot(lot),
            *(
                (
                    facts.reader.sum(
                        column.style,  # type: ignore[arg-type]
                        *(f"{facts.unit_paths[u]}.{column.field}" for u in held.units),
                    ),
                )
                for column in columns
            ),
        )
        for lot, held in enumerate(facts.result.lots)
    ]
    headers = ("Lot", *(column.title for column in columns))
    caption = compose_text("Staff and property of each lot")
    return PaperTable(caption, write_headers(*headers), tuple(rows), place_figures(headers))
