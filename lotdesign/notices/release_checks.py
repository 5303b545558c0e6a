"""What is wrong with a release: by the schema, and what the schema lets pass.

The schema takes lots of one id, items of no lot, weights of 200 %, less with VAT than without, a
cap above the number of lots, and periods that end before they begin. Nobody could bid by those.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from lotdesign.faults import Fault, UsageError, make_printable
from lotdesign.words import format_count

SCHEMA_FILE = "uk-patched-release-schema.json"
SCHEMA_MISSING = (
    "a release is checked by its schema, which needs jsonschema: pip install 'lotdesign[notices]'"
)
CAPS = ("maximumLotsBidPerSupplier", "maximumLotsAwardedPerSupplier")
ALL_OF_THE_MARKS = Decimal(100)


def check_schema_is_there() -> None:
    """Raise UsageError, which says what to install, where jsonschema is missing."""
    if find_spec("jsonschema") is None:
        raise UsageError(SCHEMA_MISSING)


def find_release_faults(release: Mapping[str, Any]) -> list[Fault]:
    """Every fault, those by the schema first; places are paths as "tender/lots/0/value"."""
    check_schema_is_there()
    return [*_find_schema_faults(release), *find_unsound(release)]


@cache
def _load_validator() -> Any:
    from jsonschema import Draft4Validator

    text = files("lotdesign.notices").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


def _find_schema_faults(release: Mapping[str, Any]) -> Iterator[Fault]:
    errors = _load_validator().iter_errors(release)
    for error in sorted(errors, key=lambda each: [str(step) for step in each.absolute_path]):
        place = "/".join(map(str, error.absolute_path)) or "release"
        yield Fault(make_printable(place), make_printable(error.message[:200]))


def find_unsound(release: Mapping[str, Any]) -> list[Fault]:
    """What no schema can see: ids, references, weights, amounts, caps, dates and currencies."""
    tender = _get_table(release, "tender")
    lots = _get_tables(tender, "lots")
    return [
        *_find_double_ids(lots),
        *_find_dangling(tender, lots),
        *_find_wrong_weights(lots),
        *_find_wrong_values(tender, lots),
        *_find_wrong_caps(tender, len(lots)),
        *_find_wrong_groups(tender, lots),
        *_find_wrong_periods(lots),
        *_find_other_currencies(tender, lots),
    ]


def _get_table(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = holder.get(key)
    return found if isinstance(found, Mapping) else {}


def _get_tables(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = holder.get(key)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _find_double_ids(lots: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    ids = [str(lot.get("id")) for lot in lots]
    for each in dict.fromkeys(ids):
        if ids.count(each) > 1:
            shown = make_printable(each)
            yield Fault(
                "tender/lots", f"the id {shown} stands {ids.count(each)} times; once is right"
            )


def _find_dangling(tender: Mapping[str, Any], lots: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    known = {str(lot.get("id")) for lot in lots}
    named = [
        (f"tender/items/{i}/relatedLot", item["relatedLot"])
        for i, item in enumerate(_get_tables(tender, "items"))
        if item.get("relatedLot") is not None
    ]
    for i, group in enumerate(_get_tables(tender, "lotGroups")):
        related = group.get("relatedLots")
        for lot in related if isinstance(related, list) else ():
            named.append((f"tender/lotGroups/{i}/relatedLots", lot))
    for place, lot in named:
        if str(lot) not in known:
            yield Fault(place, f"there is no lot {make_printable(str(lot))}; name one of the lots")


def _find_wrong_weights(lots: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    for i, lot in enumerate(lots):
        weights = [
            weight
            for criterion in _get_tables(_get_table(lot, "awardCriteria"), "criteria")
            for number in _get_tables(criterion, "numbers")
            if number.get("weight") == "percentageExact"
            and (weight := _read_number(number.get("number"))) is not None
        ]
        if weights and sum(weights) != ALL_OF_THE_MARKS:
            total = f"{sum(weights):f}"
            yield Fault(f"tender/lots/{i}/awardCriteria", f"weights add up to {total} %, not 100 %")


def _read_number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _list_values(
    tender: Mapping[str, Any], lots: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "tender/value", _get_table(tender, "value")
    for i, lot in enumerate(lots):
        yield f"tender/lots/{i}/value", _get_table(lot, "value")
    for i, group in enumerate(_get_tables(tender, "lotGroups")):
        yield f"tender/lotGroups/{i}/maximumValue", _get_table(group, "maximumValue")


def _find_wrong_values(
    tender: Mapping[str, Any], lots: Sequence[Mapping[str, Any]]
) -> Iterator[Fault]:
    for place, value in _list_values(tender, lots):
        net, gross = (_read_number(value.get(key)) for key in ("amount", "amountGross"))
        if net is not None and gross is not None and gross < net:
            yield Fault(place, f"{gross:,} with VAT is less than {net:,} without it")


def _find_wrong_caps(tender: Mapping[str, Any], lots: int) -> Iterator[Fault]:
    details = _get_table(tender, "lotDetails")
    caps = {key: _read_number(details.get(key)) for key in CAPS}
    for key, cap in caps.items():
        if cap is not None and cap < 1:
            yield Fault(
                f"tender/lotDetails/{key}", f"{cap:,} lots; give 1 or more, or leave it out"
            )
        elif cap is not None and cap.is_finite() and cap > lots:
            said = f"{cap:,} lots, and there are {format_count(lots, 'lot')}"
            yield Fault(f"tender/lotDetails/{key}", f"{said}; leave it out where there is no limit")
    bid, won = caps.values()
    if bid is not None and won is not None and won > bid:
        right = f"{won:,} may be won by one that may bid for {bid:,}"
        yield Fault(f"tender/lotDetails/{CAPS[1]}", right)


def _find_wrong_groups(
    tender: Mapping[str, Any], lots: Sequence[Mapping[str, Any]]
) -> Iterator[Fault]:
    """Groups that are none, that stand twice, that nobody may win, or that are worth too much."""
    amounts = {str(lot.get("id")): _read_amount(lot, "value") for lot in lots}
    most = _read_number(_get_table(tender, "lotDetails").get(CAPS[1]))
    ids, sets = set(amounts), set[frozenset[str]]()
    for i, group in enumerate(_get_tables(tender, "lotGroups")):
        place, own = f"tender/lotGroups/{i}", str(group.get("id"))
        related = group.get("relatedLots")
        held = [str(each) for each in related] if isinstance(related, list) else []
        if own in ids:
            yield Fault(place, f"the id {make_printable(own)} is taken; give the group its own")
        if len(set(held)) < 2 or len(set(held)) < len(held):
            yield Fault(f"{place}/relatedLots", "a group is two lots or more, each named once")
        elif frozenset(held) in sets:
            yield Fault(f"{place}/relatedLots", "another group is of the same lots; keep one")
        if most is not None and group.get("optionToCombine") is True and len(held) > most:
            said = f"{len(held)} lots as one contract, and one supplier may win {most:,}"
            yield Fault(f"{place}/relatedLots", said)
        ids.add(own)
        sets.add(frozenset(held))
        whole = _read_amount(group, "maximumValue")
        known = [amount for lot in held if (amount := amounts.get(lot)) is not None]
        if whole is not None and len(known) == len(held) and whole > sum(known):
            said = f"{whole:,} is more than the lots are worth together, {sum(known):,}"
            yield Fault(f"{place}/maximumValue", said)


def _read_amount(holder: Mapping[str, Any], key: str) -> Decimal | None:
    return _read_number(_get_table(holder, key).get("amount"))


def _find_wrong_periods(lots: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    for i, lot in enumerate(lots):
        period = _get_table(lot, "contractPeriod")
        keys = [key for key in ("startDate", "endDate", "maxExtentDate") if period.get(key)]
        moments = [_read_moment(period[key]) for key in keys]
        for key, moment in zip(keys, moments, strict=True):
            if moment is None:
                right = "is no date: give one as 2027-04-01T00:00:00+01:00"
                yield Fault(f"tender/lots/{i}/contractPeriod/{key}", right)
        known = [(key, each) for key, each in zip(keys, moments, strict=True) if each is not None]
        for (earlier, before), (later, after) in pairwise(known):
            if after < before:
                place = f"tender/lots/{i}/contractPeriod/{later}"
                yield Fault(place, f"lies before {earlier}")


def _read_moment(text: object) -> float | None:
    """The instant of a date-time, since texts are in another order when clocks change."""
    try:
        moment = datetime.fromisoformat(str(text))
        return moment.timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _find_other_currencies(
    tender: Mapping[str, Any], lots: Sequence[Mapping[str, Any]]
) -> Iterator[Fault]:
    for place, value in _list_values(tender, lots):
        currency = value.get("currency")
        if value.get("amount") is not None and currency != "GBP":
            shown = make_printable(str(currency))
            yield Fault(f"{place}/currency", f"is {shown}; amounts here are pounds, GBP")
