"""Reads a published notice (OCDS release, package or record): its lots, values, terms and caps."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lotdesign.faults import Fault, InputFaults, make_printable
from lotdesign.importing.notice_merge import merge_releases
from lotdesign.importing.notice_values import (
    count_years,
    get_list,
    get_table,
    get_text,
    parse_json_constant,
    parse_json_number,
    read_day,
    read_instant,
    read_lot_cap,
    read_net_amount,
)
from lotdesign.input.limits import build_too_large, read_limits
from lotdesign.pence import Pence
from lotdesign.words import join_words


@dataclass(frozen=True, slots=True)
class NoticeLot:
    """A lot as published.

    `value` is without VAT, None where none is given; `years` are those of the first term and of
    it with all extensions, None where no dates say so. `parts` names its items, or the places of
    its one item, where there are several.
    """

    id: str
    title: str
    value: Pence | None
    years: tuple[Decimal | None, Decimal | None]
    start: date | None
    cpv: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedNotice:
    """What a notice says; caps are None where there is no limit.

    `groups` are the ids of lots that may be awarded together as one contract.
    """

    buyer: str
    title: str
    published: date | None
    lots: tuple[NoticeLot, ...]
    most_bid: int | None
    most_awarded: int | None
    groups: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...]

    @property
    def is_divided(self) -> bool:
        """Whether there is more than one lot: what is not divided is published as one."""
        return len(self.lots) > 1


def parse_notice(file: str, data: bytes) -> PublishedNotice:
    """The notice in a release, a package or a record; several releases are read as one.

    Raises InputFaults with what would be right.
    """
    release = _read_release(file, _parse_json(file, data))
    tender = get_table(release, "tender")
    faults: list[Fault] = []
    remarks: list[str] = []
    lots = list(_list_lots(file, release, tender, faults, remarks))
    if not lots and not faults:
        faults.append(Fault(file, "names no lot that is let; an undivided procurement has one"))
    ids = Counter(lot.id for lot in lots)
    faults += [
        Fault(f"{file}, lot {make_printable(each)}", "this id stands twice; ids must differ")
        for each, count in ids.items()
        if count > 1
    ]
    if faults:
        raise InputFaults(faults)
    if len(lots) == 1:
        remarks.append(f"{file}: has one lot, so it is not divided into lots.")
    caps = get_table(tender, "lotDetails")
    most_bid = read_lot_cap(caps.get("maximumLotsBidPerSupplier"))
    most_awarded = read_lot_cap(caps.get("maximumLotsAwardedPerSupplier"))
    if most_bid is not None:
        remarks.append(f"{file}: one bidder may bid for {most_bid:,} lots at most.")
    for cap in (most_bid, most_awarded):
        if cap is not None and cap > len(lots):
            remarks.append(f"{file}: a cap of {cap:,} lots is more than there are.")
    groups = tuple(_list_groups(file, tender, ids.keys(), remarks))
    return PublishedNotice(
        buyer=get_text(get_table(release, "buyer"), "name"),
        title=get_text(tender, "title"),
        published=read_day(release.get("date")),
        lots=tuple(lots),
        most_bid=most_bid,
        most_awarded=most_awarded,
        groups=groups,
        remarks=tuple(remarks),
    )


def _parse_json(file: str, data: bytes) -> Any:
    limits = read_limits()
    if len(data) > limits.json_bytes:
        raise build_too_large(file, f"it has more than {limits.json_bytes / 1_000_000:g} MB")
    values = data.count(b",") + data.count(b"[") + data.count(b"{")
    if values > limits.json_values:
        raise build_too_large(file, f"it has more than {limits.json_values:,} values")
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_float=parse_json_number,
            parse_constant=parse_json_constant,
        )
    except RecursionError:
        raise InputFaults([Fault(file, "is nested too deeply")]) from None
    except ValueError as error:
        place = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputFaults([Fault(f"{file}{place}", "is not JSON")]) from None


def _read_release(file: str, body: Any) -> Mapping[str, Any]:
    """What the releases of the document say together; a lot goes by its status alone.

    The date is that of the latest one with lots, for it is the notice; awards come later.
    """
    found = sorted(_list_releases(body), key=lambda each: read_instant(each.get("date")))
    if not found:
        right = 'is no notice: give an OCDS release, or a package with "releases" or "records"'
        raise InputFaults([Fault(file, right)])
    procurements = {each.get("ocid") for each in found if isinstance(each.get("ocid"), str)}
    if len(procurements) > 1:
        right = f"holds {len(procurements):,} procurements; give one"
        raise InputFaults([Fault(file, right)])
    with_lots = [each for each in found if get_list(get_table(each, "tender"), "lots")]
    return {**merge_releases(found), "date": (with_lots or found)[-1].get("date")}


def _list_releases(body: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(body, dict):
        return
    if isinstance(body.get("tender"), dict):
        yield body
    for record in get_list(body, "records"):
        compiled = get_table(record, "compiledRelease")
        if compiled:
            yield compiled
        else:
            yield from _list_releases(record)
    releases = get_list(body, "releases")
    yield from (each for each in releases if {"tender", "awards", "contracts"} & each.keys())


def _list_lots(
    file: str,
    release: Mapping[str, Any],
    tender: Mapping[str, Any],
    faults: list[Fault],
    remarks: list[str],
) -> Iterator[NoticeLot]:
    let = {short for award in _list_let(release) for short in _list_related(award)}
    values = _find_later_values(release)
    given = get_list(tender, "lots")
    items_of = _group_items(tender, given)
    for number, lot in enumerate(given, 1):
        short = get_text(lot, "id")
        where = f"{file}, lot {make_printable(short) or number}"
        if not short:
            faults.append(Fault(where, "has no id"))
            continue
        if lot.get("status") in ("cancelled", "unsuccessful", "withdrawn") and short not in let:
            remarks.append(f"{where}: is {lot['status']} and was left out.")
            continue
        period = get_table(lot, "contractPeriod")
        start, end = read_day(period.get("startDate")), read_day(period.get("endDate"))
        last = read_day(period.get("maxExtentDate")) or end
        value = read_net_amount(lot.get("value"))
        if value is None and short in values:
            value = values[short]
            remarks.append(f"{where}: its value is that of its award or contract.")
        renewal = get_text(get_table(lot, "renewal"), "description")
        if renewal:
            remarks.append(f"{where}: renewal: {make_printable(renewal, 200)}")
        own = items_of.get(short, [])
        yield NoticeLot(
            id=short,
            title=get_text(lot, "title") or f"Lot {short}",
            value=value,
            years=(count_years(start, end), count_years(start, last)),
            start=start,
            cpv=next((code for item in own for code in _list_codes(item)), ""),
            parts=_name_parts(own),
        )


def _group_items(
    tender: Mapping[str, Any], lots: list[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """Lot -> its items; an item that names no lot is of the one lot, where there is only one."""
    only = get_text(lots[0], "id") if len(lots) == 1 else ""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for item in get_list(tender, "items"):
        found.setdefault(get_text(item, "relatedLot") or only, []).append(item)
    return found


def _name_parts(items: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The items of a lot, or the places of its one item; none where there are not several."""
    if len(items) == 1:
        places = get_list(items[0], "deliveryAddresses")
        names = [_name_place(place) for place in places]
    else:
        names = [
            get_text(item, "description")
            or next(map(_name_place, get_list(item, "deliveryAddresses")), "")
            or f"Item {number}"
            for number, item in enumerate(items, 1)
        ]
    named = tuple(dict.fromkeys(filter(None, names))) if len(items) == 1 else tuple(names)
    return named if len(named) > 1 else ()


def _name_place(address: Mapping[str, Any]) -> str:
    keys = ("streetAddress", "locality", "region", "countryName")
    return ", ".join(filter(None, (get_text(address, key) for key in keys)))


def _list_groups(
    file: str, tender: Mapping[str, Any], lots: Collection[str], remarks: list[str]
) -> Iterator[tuple[str, ...]]:
    """Groups of two lots or more that may be awarded as one contract, each once.

    One of which a lot is not let can no longer be awarded, and is left out.
    """
    seen = set[frozenset[str]]()
    for number, group in enumerate(get_list(tender, "lotGroups"), 1):
        held = tuple(dict.fromkeys(_list_related(group)))
        if group.get("optionToCombine") is not True or len(held) < 2 or frozenset(held) in seen:
            continue
        where = f"{file}, group {make_printable(get_text(group, 'id')) or number}"
        if not set(held) <= set(lots):
            remarks.append(
                f"{where}: a lot of it is not among those that are let; it was left out."
            )
            continue
        seen.add(frozenset(held))
        shown = join_words([make_printable(each) for each in held])
        remarks.append(f"{where}: lots {shown} may be awarded together, as one contract.")
        yield held


def _list_let(release: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Awards that were made: old award notices call their lots cancelled all the same."""
    signed = {get_text(each, "awardID") for each in get_list(release, "contracts")}
    for award in get_list(release, "awards"):
        if award.get("status") in ("active", "pending") or get_text(award, "id") in signed:
            yield award


def _list_related(award: Mapping[str, Any]) -> list[str]:
    related = award.get("relatedLots")
    return [str(each) for each in related] if isinstance(related, list) else []


def _list_codes(item: Mapping[str, Any]) -> Iterator[str]:
    given = [get_table(item, "classification"), *get_list(item, "additionalClassifications")]
    return (get_text(each, "id") for each in given if get_text(each, "scheme") == "CPV")


def _find_later_values(release: Mapping[str, Any]) -> dict[str, Pence]:
    """Lot -> value of the one award or contract that is of this lot alone."""
    found: dict[str, Pence] = {}
    of_award: dict[str, str] = {}
    for award in get_list(release, "awards"):
        related = _list_related(award)
        if len(related) == 1:
            of_award[get_text(award, "id")] = related[0]
            value = read_net_amount(award.get("value"))
            if value is not None:
                found.setdefault(related[0], value)
    for contract in get_list(release, "contracts"):
        lot = of_award.get(get_text(contract, "awardID"))
        value = read_net_amount(contract.get("value"))
        if lot is not None and value is not None:
            found.setdefault(lot, value)
    return found
