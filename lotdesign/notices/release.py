"""A design as an OCDS release: planned (UK3), or out to tender (UK4).

Fields are those of the release schema 1.1.5 as the national service declares it
(`uk-patched-release-schema.json`). Amounts are pounds, without VAT and with it. Financial years
begin on 1 April and end on 31 March, when British clocks are an hour ahead.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lotdesign.faults import Fault, InputFaults
from lotdesign.json_escapes import escape_json
from lotdesign.law.flags import is_other_regime
from lotdesign.law.parameters import LawInForce, find_law
from lotdesign.notices.lot_groups import (
    OfferedGroup,
    find_group_faults,
    list_offered_groups,
)
from lotdesign.notices.release_checks import find_release_faults
from lotdesign.pence import round_away
from lotdesign.report.amounts import name_financial_year
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.words import format_count, join_words

Release = Mapping[str, Any]

SUMMER_TIME = "+01:00"
_STAGES = {
    "planning": ("planning", "planned", "plannedProcurementNotice", "UK3"),
    "tender": ("tender", "active", "tenderNotice", "UK4"),
}
"""Of each stage the release's tag, the status of the tender, and the notice it goes with."""


def write_release(scenario: Scenario, result: Result) -> str:
    """The release as JSON; raises as `build_release`, with what is unsound too."""
    release = build_release(scenario, result)
    faults = find_release_faults(release)
    if faults:
        raise InputFaults(faults)
    return escape_json(json.dumps(release, ensure_ascii=False, indent=1)) + "\n"


def build_release(scenario: Scenario, result: Result) -> Release:
    """The release of a verified result's external lots.

    Raises InputFaults with everything that the scenario has to say first: see `[notice]`.
    """
    lots = [lot for lot in result.lots if lot.route != "in_house"]
    faults = list(_find_gaps(scenario, lots))
    faults += find_group_faults(scenario, result, _find_award_cap(scenario)) if lots else ()
    if faults:
        raise InputFaults(faults)
    notice, law = scenario.notice, find_law(scenario)
    tag, status, document, number = _STAGES[notice.stage]
    title = scenario.authority.title or scenario.name
    identity = f"{notice.ocid}-{number}-{scenario.sha256[:12]}"
    return {
        "ocid": notice.ocid,
        "id": identity,
        "tag": [tag],
        "date": f"{scenario.authority.notice_date}T00:00:00Z",
        "initiationType": "tender",
        "language": "en",
        "parties": [
            {"id": notice.buyer_id, "name": scenario.authority.name, "roles": ["buyer"]},
        ],
        "buyer": {"id": notice.buyer_id, "name": scenario.authority.name},
        "tender": {
            "id": f"{notice.ocid}-tender",
            "title": title,
            "status": status,
            **_describe_regime(scenario, lots),
            "mainProcurementCategory": "services",
            "value": _write_value(sum(_sum_paid(lot) for lot in lots), law),
            **_write_lot_details(scenario, lots),
            "lots": [_write_lot(scenario, lot, number, law) for number, lot in _number(lots)],
            **_write_groups(scenario, list_offered_groups(scenario, result), law),
            "items": list(_write_items(scenario, lots)),
            "documents": [{"id": identity, "documentType": document, "noticeType": number}],
        },
    }


def _find_gaps(scenario: Scenario, lots: list[LotResult]) -> Iterator[Fault]:
    """What a release needs and the scenario does not say."""
    notice, authority = scenario.notice, scenario.authority
    if not lots:
        yield Fault("result", "no lot is bought outside, so there is nothing to give notice of")
    if not notice.ocid:
        yield Fault("notice.ocid", "missing: the procurement's own id, ocds-h6vhtk-0001ab for one")
    if not notice.buyer_id:
        yield Fault("notice.buyer_id", "missing: the council's id, GB-PPON-PABC-1234-DEFG for one")
    if not authority.name:
        yield Fault("authority.name", "missing: the council that buys")
    if not authority.notice_date:
        yield Fault("authority.notice_date", "missing: the day of the notice, 2026-11-30 for one")
    if not name_financial_year(scenario, 1):
        right = "missing: the financial year of contract year 1, 2027-28 for one"
        yield Fault("authority.first_year", right)
    if _find_award_cap(scenario) is not None and not notice.caps_rule:
        right = "missing: the rule that decides when the criteria give more lots than the cap"
        yield Fault("notice.caps_rule", right)
    if len(lots) == 1 and not notice.no_lots_reason:
        right = "missing: the design is one contract, and the release has to say why"
        yield Fault("notice.no_lots_reason", right)


def _number(lots: list[LotResult]) -> Iterator[tuple[str, LotResult]]:
    """The lots with the ids that they have in the release: "1", "2", …"""
    return ((str(number), lot) for number, lot in enumerate(lots, start=1))


def _sum_paid(lot: LotResult) -> int:
    """What the provider is paid over all years, extensions counted, in pence without VAT."""
    return sum(lot.paid_pence)


def _write_value(pence: int, law: LawInForce) -> Mapping[str, Any]:
    with_vat = round_away(law.add_vat(pence))
    return {"amount": pence / 100, "amountGross": with_vat / 100, "currency": "GBP"}


def _describe_regime(scenario: Scenario, lots: list[LotResult]) -> Mapping[str, Any]:
    """Light touch, unless a unit falls under another law."""
    held = {unit for lot in lots for unit in lot.units}
    others = any(is_other_regime(unit) for unit in scenario.units if unit.id in held)
    return {} if others else {"specialRegime": ["lightTouch"]}


def _find_award_cap(scenario: Scenario) -> int | None:
    """The most lots that one provider may win, by the scenario's rules."""
    caps = [rule.provider_lot_cap for rule in scenario.award_rules]
    return min((cap for cap in caps if cap is not None), default=None)


def _write_lot_details(scenario: Scenario, lots: list[LotResult]) -> Mapping[str, Any]:
    notice, cap, details = scenario.notice, _find_award_cap(scenario), dict[str, Any]()
    if len(lots) == 1:
        return {"lotDetails": {"noLotsDivisionRationale": notice.no_lots_reason}}
    if notice.max_lots_bid is not None:
        details["maximumLotsBidPerSupplier"] = min(notice.max_lots_bid, len(lots))
    if cap is not None:
        details["maximumLotsAwardedPerSupplier"] = min(cap, len(lots))
        details["awardCriteriaDetails"] = notice.caps_rule
    return {"lotDetails": details} if details else {}


def _write_lot(
    scenario: Scenario, lot: LotResult, number: str, law: LawInForce
) -> Mapping[str, Any]:
    units = [unit for unit in scenario.units if unit.id in set(lot.units)]
    first, last = min(u.first_year for u in units), max(u.last_year for u in units)
    certain = max(min(u.last_year, _find_first_term_end(scenario, u)) for u in units)
    period = {
        "startDate": f"{_find_start(scenario, first)}-04-01T00:00:00{SUMMER_TIME}",
        "endDate": _write_end(scenario, certain),
    }
    renewal: Mapping[str, Any] = {"hasRenewal": False}
    if last > certain:
        period["maxExtentDate"] = _write_end(scenario, last)
        more = format_count(last - certain, "year")
        renewal = {
            "hasRenewal": True,
            "renewal": {"description": f"May be extended by up to {more} after the first term."},
        }
    return {
        "id": number,
        "title": lot.name,
        "description": "; ".join(unit.name for unit in units),
        "status": _STAGES[scenario.notice.stage][1],
        "value": _write_value(_sum_paid(lot), law),
        "contractPeriod": period,
        **renewal,
        **_describe_suitability(scenario, lot),
    }


def _find_first_term_end(scenario: Scenario, unit: Unit) -> int:
    """The last contract year of the first term of a unit's service."""
    term = scenario.term
    own = (each for each in term.service if unit.service in each.services)
    return next((each.first_year - 1 + each.initial for each in own), term.initial)


def _find_start(scenario: Scenario, year: int) -> int:
    """The calendar year in which a contract year begins."""
    return int(name_financial_year(scenario, year)[:4])


def _write_end(scenario: Scenario, year: int) -> str:
    return f"{_find_start(scenario, year) + 1}-03-31T23:59:59{SUMMER_TIME}"


def _write_groups(
    scenario: Scenario, groups: Sequence[OfferedGroup], law: LawInForce
) -> Mapping[str, Any]:
    """The groups of lots, with ids that no lot has: "G1", "G2", …"""
    written = [
        {
            "id": f"G{number}",
            "title": f"Lots {join_words([str(i + 1) for i in group.lots])}",
            "description": "These lots may be awarded together, as one contract.",
            "relatedLots": [str(i + 1) for i in group.lots],
            "optionToCombine": True,
            "maximumValue": _write_value(group.most, law),
            **_describe_suitability(scenario, group),
        }
        for number, group in enumerate(groups, start=1)
    ]
    return {"lotGroups": written} if written else {}


def _describe_suitability(scenario: Scenario, lot: LotResult | OfferedGroup) -> Mapping[str, Any]:
    """Whether enough small providers, and any of the voluntary sector, are eligible for it."""
    if scenario.providers is None:
        return {}
    kinds = {each.id: each.kind for each in scenario.providers}
    voluntary = any(kinds.get(each) == "vcse" for each in lot.eligible)
    enough = len(lot.eligible_small) >= scenario.market.small_needed
    return {"suitability": {"sme": enough, "vcse": voluntary}}


def _write_items(scenario: Scenario, lots: list[LotResult]) -> Iterator[Mapping[str, Any]]:
    """The units, each with the lot that it is in; a place is the name of its locality."""
    lot_of = {unit: number for number, lot in _number(lots) for unit in lot.units}
    places = {place.id: place.name or place.id for place in scenario.localities}
    for unit in scenario.units:
        if unit.id not in lot_of:
            continue
        item: dict[str, Any] = {
            "id": unit.id,
            "description": unit.name,
            "relatedLot": lot_of[unit.id],
        }
        if unit.cpv:
            item["additionalClassifications"] = [{"scheme": "CPV", "id": unit.cpv}]
        if unit.locality:
            item["deliveryAddresses"] = [{"locality": places.get(unit.locality, unit.locality)}]
        yield item
