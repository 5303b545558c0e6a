"""What `robust` adds to a result: how far its design is from the best of each case.

Cases are futures that somebody thinks possible, so every figure here rests on an assumption.
"""

from lotdesign.result.base import ResultPart, WithdrawalOutcome, WrittenFigure


class RobustCase(ResultPart):
    """One case: the best that any design reaches there, what this one does, and the distance.

    `best` is the best found, None where there is none; no design is better than `bound`. Unless
    `proved`, that may not be the best there is, and the regret, which counts from the bound, is at
    most this much. `value` and `regret` are None without a design.
    """

    id: str
    name: str
    set: tuple[str, ...]
    best: WrittenFigure
    bound: WrittenFigure
    value: WrittenFigure
    regret: WrittenFigure
    proved: bool
    award: tuple[str, ...] = ()
    withdrawals: tuple[WithdrawalOutcome, ...] = ()


class RobustFigures(ResultPart):
    """The largest regret of the design and the sum over all cases, by the first aim.

    Figures are in the `unit` of `measure`. No design that is admissible in every case has a largest
    regret below `bound`; `gap` is the distance from it as a share of the best value of the case in
    which the regret is largest. `proved`: no design has a smaller largest regret, or as small a one
    and a smaller sum; without a design, none is admissible in every case, and
    `cases_without_design` has those that have none at all. `admissible_as_it_stands` is of the
    scenario without any case, None without a design.
    """

    measure: str
    unit: str
    largest: WrittenFigure
    total: WrittenFigure
    bound: WrittenFigure
    gap: str | None
    proved: bool
    admissible_as_it_stands: bool | None
    cases: tuple[RobustCase, ...]
    cases_without_design: tuple[str, ...]
