"""What the proof of a result rests on, and whether engines that are asked again agree with it."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Literal

from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import read_figure
from lotdesign.result.model import ObjectiveResult, ProofBasis, Result
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC

REGRET = "regret"
"""Stands for a measure where a design's largest regret over the cases is to be least."""


def list_proofs(result: Result, again: Result | None = None) -> tuple[ProofBasis, ...]:
    """What a verified result's proof rests on, aim by aim; of a design that was given, nothing.

    `again` is the answer of engines that were asked again.
    """
    if result.termination == "given" or result.status == "unknown":
        return ()
    if result.robust is not None:
        proved = result.status in ("optimal", "infeasible")
        basis: Literal["engines", "open"] = "engines" if proved else "open"
        return (ProofBasis(measure=REGRET, basis=basis, engines=result.proved_by),)
    certificate = result.bound_certificate
    claimed = () if certificate is None else [claim.measure for claim in certificate.claims]
    if result.status == "infeasible":
        twice = again is not None and again.status == "infeasible"
        return (_find_basis(result, None, None in claimed, again if twice else None),)
    reached = {} if again is None else {each.measure: each for each in again.objective}
    return tuple(
        _find_basis(
            result,
            each,
            each.measure in claimed,
            again if each.measure in reached and reached[each.measure].proved else None,
        )
        for each in result.objective
    )


def _find_basis(
    result: Result, aim: ObjectiveResult | None, claimed: bool, again: Result | None
) -> ProofBasis:
    measure = None if aim is None else aim.measure
    engines = () if again is None else again.proved_by
    if claimed:
        return ProofBasis(measure=measure, basis="bound certificate", again=engines)
    if PREFLIGHT_ARITHMETIC in result.proved_by:
        return ProofBasis(measure=measure, basis="arithmetic", again=engines)
    if aim is not None and not aim.proved:
        return ProofBasis(measure=measure, basis="open", again=engines)
    asked = result.proved_by or tuple(result.engine.name.split(" and "))
    return ProofBasis(measure=measure, basis="engines", engines=asked, again=engines)


def find_contradictions(result: Result, again: Result) -> Iterator[str]:
    """Where a result and the answer of engines that were asked again cannot both be right."""
    found = {"optimal": "a design", "feasible": "a design", "infeasible": "no design"}
    said, says = found.get(result.status), found.get(again.status)
    if said and says and said != says:
        yield f"asked again: there is {says}, and the result has {said}"
        return
    agreed = takewhile(
        lambda pair: pair[0].proved and pair[1].proved and pair[0].optimum == pair[1].optimum,
        zip(result.objective, again.objective, strict=False),
    )
    compared = len(list(agreed)) + 1
    for ours, theirs in list(zip(result.objective, again.objective, strict=False))[:compared]:
        beaten = _is_better(ours.measure, theirs.optimum, ours.bound)
        beats = _is_better(ours.measure, ours.optimum, theirs.bound)
        if beaten or beats:
            yield (
                f"objective {ours.measure}, asked again: best {theirs.optimum}, bound "
                f"{theirs.bound}, and the result has best {ours.optimum}, bound {ours.bound}"
            )


def _is_better(name: str, value: WrittenFigure, bound: WrittenFigure) -> bool:
    """Whether a value is better than a bound that it cannot pass."""
    if value is None or bound is None:
        return False
    sign = MEASURES[name].sign
    return sign * read_figure(value) < sign * read_figure(bound)
