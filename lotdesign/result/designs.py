"""Writes designs, awards and withdrawal fallbacks as results have them; reads fallbacks back."""

from collections.abc import Iterable, Mapping, Sequence

from lotdesign.design import ROUTES, Award, Design, Route
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import PlacementShortfall, WithdrawalFallback
from lotdesign.result.base import WithdrawalOutcome
from lotdesign.result.model import Result
from lotdesign.scenario.lot_names import build_lot_ids
from lotdesign.scenario.scenario import Scenario


def write_fallbacks(
    scenario: Scenario, lots: Sequence[tuple[int, ...]], without: Mapping[int, WithdrawalFallback]
) -> tuple[WithdrawalOutcome, ...]:
    """An outcome for each provider, in their order; `lots` are positions of units."""
    parties, ids = scenario.parties, build_lot_ids(scenario, lots)
    written = []
    for gone, fallback in sorted(without.items()):
        if isinstance(fallback, PlacementShortfall):
            entry = WithdrawalOutcome(
                provider=parties[gone].id,
                lots=tuple(ids[lot] for lot in fallback.lots),
                parties=tuple(parties[party].id for party in fallback.parties),
            )
        else:
            award = list_winner_ids(scenario, fallback)
            entry = WithdrawalOutcome(provider=parties[gone].id, award=award)
        written.append(entry)
    return tuple(written)


def list_winner_ids(scenario: Scenario, award: Award) -> tuple[str, ...]:
    """The parties of an award by id, "" for a lot that is not external."""
    return tuple("" if winner is None else scenario.parties[winner].id for winner in award)


def read_written_fallbacks(
    scenario: Scenario, lots: Sequence[tuple[int, ...]], written: Iterable[WithdrawalOutcome]
) -> dict[int, WithdrawalFallback]:
    """Provider position -> the fallback that a result states; raises KeyError for unknown names."""
    party = {each.id: p for p, each in enumerate(scenario.parties)}
    lot = {id_: i for i, id_ in enumerate(build_lot_ids(scenario, lots))}
    found: dict[int, WithdrawalFallback] = {}
    for entry in written:
        if entry.award:
            award = tuple(party[name] if name else None for name in entry.award)
            found[party[entry.provider]] = award
        else:
            found[party[entry.provider]] = PlacementShortfall(
                tuple(lot[name] for name in entry.lots),
                tuple(party[name] for name in entry.parties),
            )
    return found


def list_unit_ids(scenario: Scenario, design: Design) -> tuple[tuple[str, ...], ...]:
    """The lots by the ids of their units."""
    return tuple(tuple(scenario.units[u].id for u in lot.units) for lot in design.lots)


def list_design_routes(design: Design) -> tuple[Route, ...]:
    """The routes of the lots; none where all are external."""
    return _leave_out_external(lot.route for lot in design.lots)


def list_result_routes(result: Result) -> tuple[Route, ...]:
    """The routes of a result's lots; none where all are external."""
    return _leave_out_external(lot.route for lot in result.lots)


def _leave_out_external(routes: Iterable[Route]) -> tuple[Route, ...]:
    found = tuple(routes)
    return () if set(found) == {"external"} else found


def pair_with_routes(
    lots: Sequence[tuple[str, ...]], routes: Sequence[Route]
) -> list[tuple[tuple[str, ...], Route]]:
    """(lot, route) of each lot; without routes all are external."""
    return list(zip(lots, routes or ROUTES[:1] * len(lots), strict=True))


def write_routes(lots: Sequence[tuple[str, ...]], routes: Sequence[Route]) -> str:
    """The routes of lots on one line, in their order: external | in_house."""
    return " | ".join(route for _, route in pair_with_routes(lots, routes))


def write_lots(lots: Iterable[Iterable[str]]) -> str:
    """Lots of unit ids on one line: a+b | c."""
    return " | ".join("+".join(lot) for lot in lots)


def list_award_ids(evaluation: Evaluation) -> tuple[str, ...]:
    """The winner of each lot by id, "" for one that is not external; () without an award."""
    return list_winner_ids(evaluation.scenario, evaluation.award or ())


def write_evaluation_fallbacks(evaluation: Evaluation) -> tuple[WithdrawalOutcome, ...]:
    """The withdrawal outcomes of an evaluation."""
    return write_fallbacks(
        evaluation.scenario, [lot.units for lot in evaluation.design.lots], evaluation.fallbacks
    )
