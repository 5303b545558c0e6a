"""The outcome of `verify`: how many checks were made, which failed, and what the proof rests on."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lotdesign.faults import make_printable
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import PageSection, ReportPage, TextDrawing
from lotdesign.report.wording import name_measure, name_provers
from lotdesign.result.model import ProofBasis, Verification
from lotdesign.verify.proofs import REGRET
from lotdesign.words import join_words

_LONGEST_FAULT = 1000


def build_verification_forms(verification: Verification) -> AnswerForms:
    """Return the verification as lines of text, which are never wrapped, and as JSON."""
    return AnswerForms(
        page=lambda: write_verification_page(verification),
        json=lambda: verification.model_dump_json(indent=2) + "\n",
    )


def write_verification_page(verification: Verification) -> ReportPage:
    """Write the number of checks, a line for each that failed, and what the proof rests on."""
    checks = f"{verification.checks:,} checks"
    if verification.ok:
        lines = [f"verified: {checks}", *describe_proofs(verification.proofs)]
    else:
        lines = [f"not verified: {len(verification.faults)} of {checks} failed"]
        lines += [f"- {make_printable(fault, _LONGEST_FAULT)}" for fault in verification.faults]
    return (PageSection("", (TextDrawing(tuple(lines)),)),)


def describe_proofs(proofs: Sequence[ProofBasis]) -> Iterator[str]:
    """Say what it rests on that no design is better, the aims of one basis together."""
    for _, alike in groupby(proofs, key=lambda each: (each.basis, each.engines, each.again)):
        some = list(alike)
        proof = some[0]
        aims = join_words([_name_aim(each.measure) for each in some if each.measure])
        claim = f"no better design by {aims}" if aims else "no design at all"
        if proof.basis == "bound certificate":
            basis = "its bound certificate was checked without a solver"
        elif proof.basis == "arithmetic":
            basis = "worked out again by arithmetic, without a solver"
        elif proof.basis == "open":
            claim, basis = f"whether a design is better by {aims}", "open"
        else:
            basis = f"proved by {name_provers(proof.engines)}, no bound certificate"
        again = f"; asked again, {name_provers(proof.again)} proved it too" if proof.again else ""
        yield f"{claim}: {basis}{again}"


def _name_aim(measure: str) -> str:
    return "largest regret over the cases" if measure == REGRET else name_measure(measure)
