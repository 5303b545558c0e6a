"""Verifies what a result says of each rule's effect, as far as no search is needed."""

from lotdesign.evaluation import Evaluation
from lotdesign.result.model import Result
from lotdesign.verify.aims import is_better
from lotdesign.verify.shown_designs import ShownDesign
from lotdesign.verify.tally import VerificationTally


def check_effects(
    evaluation: Evaluation,
    result: Result,
    shown: tuple[ShownDesign, ...],
    tally: VerificationTally,
) -> None:
    """Only a proved design tells effects; what nothing can break is idle.

    A rule that alone keeps a better design out decides.
    """
    told = {rule.id: rule.effect for rule in result.rules}
    known = {id_ for id_, effect in told.items() if effect != "unknown"}
    active = {rule.id for rule in evaluation.scenario.active_rules}
    if result.status != "optimal":
        tally.check_claim(not known, "rule effects: told, and the design is not proved best")
        return
    tally.check_claim(known <= active, "rule effects: told of a rule that is off")
    if not known and ("effects" in result.left_out or not result.candidates):
        return
    for rule in evaluation.scenario.active_rules:
        effect = told.get(rule.id)
        idle = rule.is_idle(evaluation.scenario)
        may_be_open = "effects" in result.left_out and effect == "unknown"
        tally.check_claim(
            not idle or effect == "idle" or may_be_open,
            f"rule {rule.id}: no design could break it, and its effect is {effect}",
        )
        if effect == "idle":
            for other in shown:
                kept_out = other.evaluation.certified and other.evaluation.broken == (rule.id,)
                tally.check_claim(
                    not (kept_out and is_better(other.evaluation, evaluation)),
                    f"rule {rule.id}: called idle, and it keeps out {other.what}",
                )
