"""Reads a published notice (OCDS release, package or record): its lots, values, terms and caps."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from lotdesign.faults import Fault, InputFaults, make_printable
from lotdesign.importing.notice_merge import merge_releases
from lotdesign.input.limits import build_too_large, read_limits
from lotdesign.pence import Pence
from lotdesign.words import join_words

_NO_LIMIT = Decimal(10) ** 15
"""Publishers are told to write 1e9999 where there is no limit; no value is so large."""

_DAYS_A_YEAR = Decimal("365.2425")


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
    tender = _get_table(release, "tender")
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
    caps = _get_table(tender, "lotDetails")
    most_bid = _read_cap(caps.get("maximumLotsBidPerSupplier"))
    most_awarded = _read_cap(caps.get("maximumLotsAwardedPerSupplier"))
    if most_bid is not None:
        remarks.append(f"{file}: one bidder may bid for {most_bid:,} lots at most.")
    for cap in (most_bid, most_awarded):
        if cap is not None and cap > len(lots):
            remarks.append(f"{file}: a cap of {cap:,} lots is more than there are.")
    groups = tuple(_list_groups(file, tender, ids.keys(), remarks))
    return PublishedNotice(
        buyer=_get_text(_get_table(release, "buyer"), "name"),
        title=_get_text(tender, "title"),
        published=_read_day(release.get("date")),
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
            data.decode("utf-8-sig"), parse_float=_read_number, parse_constant=_read_constant
        )
    except RecursionError:
        raise InputFaults([Fault(file, "is nested too deeply")]) from None
    except ValueError as error:
        place = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputFaults([Fault(f"{file}{place}", "is not JSON")]) from None


def _read_number(text: str) -> Decimal:
    """A number with a point or an exponent; one beyond what Decimal holds is infinite, or 0."""
    try:
        return Decimal(text)
    except InvalidOperation:
        if "e-" in text.lower():
            return Decimal(0)
        return Decimal("-Infinity" if text.startswith("-") else "Infinity")


def _read_constant(word: str) -> Decimal:
    """Infinity, which programs make of 1e9999; NaN is no number."""
    if word == "Infinity":
        return Decimal("Infinity")
    raise ValueError(f"{word} is no number")


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
    with_lots = [each for each in found if _get_list(_get_table(each, "tender"), "lots")]
    return {**merge_releases(found), "date": (with_lots or found)[-1].get("date")}


def _list_releases(body: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(body, dict):
        return
    if isinstance(body.get("tender"), dict):
        yield body
    for record in _get_list(body, "records"):
        compiled = _get_table(record, "compiledRelease")
        if compiled:
            yield compiled
        else:
            yield from _list_releases(record)
    releases = _get_list(body, "releases")
    yield from (each for each in releases if {"tender", "awards", "contracts"} & each.keys())


def read_instant(value: object) -> float:
    """Seconds of an instant or of a bare date, for comparing; 0 where it is neither.

    As text instants are out of order when clocks change. A bare date is the first moment of that
    day by British clocks.
    """
    try:
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is None:
            summer = (
                _find_last_sunday(found.year, 3) < found.date() <= _find_last_sunday(found.year, 10)
            )
            found = found.replace(tzinfo=timezone(timedelta(hours=summer)))
        return found.timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _find_last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _list_lots(
    file: str,
    release: Mapping[str, Any],
    tender: Mapping[str, Any],
    faults: list[Fault],
    remarks: list[str],
) -> Iterator[NoticeLot]:
    let = {short for award in _list_let(release) for short in _list_related(award)}
    values = _find_later_values(release)
    given = _get_list(tender, "lots")
    items_of = _group_items(tender, given)
    for number, lot in enumerate(given, 1):
        short = _get_text(lot, "id")
        where = f"{file}, lot {make_printable(short) or number}"
        if not short:
            faults.append(Fault(where, "has no id"))
            continue
        if lot.get("status") in ("cancelled", "unsuccessful", "withdrawn") and short not in let:
            remarks.append(f"{where}: is {lot['status']} and was left out.")
            continue
        period = _get_table(lot, "contractPeriod")
        start, end = _read_day(period.get("startDate")), _read_day(period.get("endDate"))
        last = _read_day(period.get("maxExtentDate")) or end
        value = _read_amount(lot.get("value"))
        if value is None and short in values:
            value = values[short]
            remarks.append(f"{where}: its value is that of its award or contract.")
        renewal = _get_text(_get_table(lot, "renewal"), "description")
        if renewal:
            remarks.append(f"{where}: renewal: {make_printable(renewal, 200)}")
        own = items_of.get(short, [])
        yield NoticeLot(
            id=short,
            title=_get_text(lot, "title") or f"Lot {short}",
            value=value,
            years=(_count_years(start, end), _count_years(start, last)),
            start=start,
            cpv=next((code for item in own for code in _list_codes(item)), ""),
            parts=_name_parts(own),
        )


def _group_items(
    tender: Mapping[str, Any], lots: list[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """Lot -> its items; an item that names no lot is of the one lot, where there is only one."""
    only = _get_text(lots[0], "id") if len(lots) == 1 else ""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for item in _get_list(tender, "items"):
        found.setdefault(_get_text(item, "relatedLot") or only, []).append(item)
    return found


def _name_parts(items: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The items of a lot, or the places of its one item; none where there are not several."""
    if len(items) == 1:
        places = _get_list(items[0], "deliveryAddresses")
        names = [_name_place(place) for place in places]
    else:
        names = [
            _get_text(item, "description")
            or next(map(_name_place, _get_list(item, "deliveryAddresses")), "")
            or f"Item {number}"
            for number, item in enumerate(items, 1)
        ]
    named = tuple(dict.fromkeys(filter(None, names))) if len(items) == 1 else tuple(names)
    return named if len(named) > 1 else ()


def _name_place(address: Mapping[str, Any]) -> str:
    keys = ("streetAddress", "locality", "region", "countryName")
    return ", ".join(filter(None, (_get_text(address, key) for key in keys)))


def _list_groups(
    file: str, tender: Mapping[str, Any], lots: Collection[str], remarks: list[str]
) -> Iterator[tuple[str, ...]]:
    """Groups of two lots or more that may be awarded as one contract, each once.

    One of which a lot is not let can no longer be awarded, and is left out.
    """
    seen = set[frozenset[str]]()
    for number, group in enumerate(_get_list(tender, "lotGroups"), 1):
        held = tuple(dict.fromkeys(_list_related(group)))
        if group.get("optionToCombine") is not True or len(held) < 2 or frozenset(held) in seen:
            continue
        where = f"{file}, group {make_printable(_get_text(group, 'id')) or number}"
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
    signed = {_get_text(each, "awardID") for each in _get_list(release, "contracts")}
    for award in _get_list(release, "awards"):
        if award.get("status") in ("active", "pending") or _get_text(award, "id") in signed:
            yield award


def _list_related(award: Mapping[str, Any]) -> list[str]:
    related = award.get("relatedLots")
    return [str(each) for each in related] if isinstance(related, list) else []


def _list_codes(item: Mapping[str, Any]) -> Iterator[str]:
    given = [_get_table(item, "classification"), *_get_list(item, "additionalClassifications")]
    return (_get_text(each, "id") for each in given if _get_text(each, "scheme") == "CPV")


def _find_later_values(release: Mapping[str, Any]) -> dict[str, Pence]:
    """Lot -> value of the one award or contract that is of this lot alone."""
    found: dict[str, Pence] = {}
    of_award: dict[str, str] = {}
    for award in _get_list(release, "awards"):
        related = _list_related(award)
        if len(related) == 1:
            of_award[_get_text(award, "id")] = related[0]
            value = _read_amount(award.get("value"))
            if value is not None:
                found.setdefault(related[0], value)
    for contract in _get_list(release, "contracts"):
        lot = of_award.get(_get_text(contract, "awardID"))
        value = _read_amount(contract.get("value"))
        if lot is not None and value is not None:
            found.setdefault(lot, value)
    return found


def _read_amount(value: object) -> Pence | None:
    """Pence without VAT; None where no amount is given, or one that means no limit."""
    amount = value.get("amount") if isinstance(value, dict) else None
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        return None
    exact = Decimal(amount)
    if not exact.is_finite() or not 0 <= exact < _NO_LIMIT:
        return None
    return Pence(int((exact * 100).to_integral_value()))


def _read_cap(value: object) -> int | None:
    """A cap on lots; None for none, and for a number that means no limit."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    exact = Decimal(value)
    is_whole = exact.is_finite() and exact == exact.to_integral_value()
    return int(exact) if is_whole and 0 < exact < 100_000 else None


def _read_day(value: object) -> date | None:
    """The day of an instant or of a bare date, as it is written there."""
    try:
        return datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None


def _count_years(start: date | None, end: date | None) -> Decimal | None:
    """Years from a day to another, to the hundredth; None where one is missing or before."""
    if start is None or end is None or end <= start:
        return None
    return (Decimal((end - start).days + 1) / _DAYS_A_YEAR).quantize(Decimal("0.01"))


def _get_table(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def _get_list(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = holder.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _get_text(holder: Mapping[str, Any], key: str) -> str:
    found = holder.get(key)
    return found.strip() if isinstance(found, str) else ""
