"""The call that judges published notices."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.app.api.solving import evaluate, solve
from lotdesign.events import EventListener, ignore_event
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.importing.notice_designs import BacktestAssumptions, NoticeDesign, ValuesOf
    from lotdesign.importing.notices import PublishedNotice
    from lotdesign.result.backtest import (
        BacktestAnswer,
        BacktestDesign,
        BacktestFindings,
        BacktestRow,
    )
    from lotdesign.result.base import StudyEnd
    from lotdesign.result.model import Result


def backtest(
    files: Iterable[str | Path],
    *,
    values: "ValuesOf | Mapping[str, ValuesOf] | None" = None,
    scenario: Scenario | None = None,
    time_limit: float | None = None,
    listen: EventListener = ignore_event,
) -> "BacktestAnswer":
    """Judge published notices (OCDS releases, packages or records): where their lots stand.

    `values` says what the published values are of ("yearly", "initial", "with_extensions"): of all
    files, or by the path of each as given. `scenario` gives what a contract costs and who is small;
    without it a contract costs nothing and no lot is too large. `time_limit` is seconds for each
    notice. Ctrl-C keeps what was judged until then (`ended`). `listen` hears how many notices are
    done. Money in the answer is in pence without VAT. Raises InputFaults for files that are no
    notices, all at once, and UsageError for one that cannot be read; `-` is stdin.
    """
    from lotdesign.faults import Fault, InputFaults
    from lotdesign.importing.notice_designs import (
        BacktestAssumptions,
        describe_assumptions,
        read_assumptions,
    )
    from lotdesign.importing.notices import parse_notice
    from lotdesign.importing.run import read_source
    from lotdesign.input.file_bytes import read_stdin_bytes
    from lotdesign.input.limits import read_limits
    from lotdesign.input.sources import STDIN_PATH
    from lotdesign.result.backtest import NOT_REACHED, BacktestAnswer
    from solver.progress import ProgressReporter

    paths = [str(path) for path in files]
    notices: list[PublishedNotice] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            if path == STDIN_PATH:
                notices.append(parse_notice("stdin", read_stdin_bytes(read_limits().json_bytes)))
            else:
                source = read_source(path)
                notices.append(parse_notice(source.name, source.data))
        except InputFaults as error:
            faults += error.faults
    if faults:
        raise InputFaults(faults)
    assumed = BacktestAssumptions() if scenario is None else read_assumptions(scenario)
    of_file = values if isinstance(values, Mapping) else dict.fromkeys(paths, values)
    rows: list[BacktestRow] = []
    ended: StudyEnd = "done"
    report = ProgressReporter(listen).report_step
    for path, notice in zip(paths, notices, strict=True):
        reason, findings = NOT_REACHED, None
        if ended == "done":
            try:
                report("judging published notices", len(rows), len(paths))
                reason, findings = _judge(notice, of_file.get(path), assumed, time_limit)
            except KeyboardInterrupt:
                ended = "interrupted"
        rows.append(_describe_notice(path, notice, reason, findings))
    return BacktestAnswer(
        ended=ended, assumptions=describe_assumptions(assumed), notices=tuple(rows)
    )


def _judge(
    notice: "PublishedNotice",
    values_of: "ValuesOf | None",
    assumed: "BacktestAssumptions",
    time_limit: float | None,
) -> "tuple[str, BacktestFindings | None]":
    """The findings of a notice, or the reason why it cannot be judged; Ctrl-C is passed on."""
    from lotdesign.importing.notice_designs import NotJudged, build_notice_design

    try:
        design = build_notice_design(notice, values_of, assumed)
    except NotJudged as error:
        return str(error), None
    return "", _find(design, assumed, time_limit)


def _describe_notice(
    path: str, notice: "PublishedNotice", reason: str, findings: "BacktestFindings | None"
) -> "BacktestRow":
    from lotdesign.result.backtest import BacktestRow

    return BacktestRow(
        file=path,
        buyer=notice.buyer,
        title=notice.title,
        published=None if notice.published is None else notice.published.isoformat(),
        lots=len(notice.lots),
        most_bid=notice.most_bid,
        most_awarded=notice.most_awarded,
        years=tuple(
            (None if first is None else str(first), None if whole is None else str(whole))
            for first, whole in dict.fromkeys(lot.years for lot in notice.lots)
        ),
        reason=reason,
        findings=findings,
        remarks=notice.remarks,
    )


def _find(
    design: "NoticeDesign", assumed: "BacktestAssumptions", time_limit: float | None
) -> "BacktestFindings":
    from lotdesign.result.backtest import BacktestFindings

    scenario = design.scenario
    everything = (tuple(unit.id for unit in scenario.units),)
    published = evaluate(scenario, design=design.published).result
    best = solve(scenario, time_limit=time_limit, context=False).result
    if best.termination == "interrupted":
        raise KeyboardInterrupt
    as_one = evaluate(scenario, design=everything).result if design.terms == 1 else None
    judged = [each for each in (published, best, as_one) if each is not None and each.lots]
    return BacktestFindings(
        value_pence=sum(published.totals.budget_pence),
        units="parts" if design.are_parts else "lots",
        unit_count=len(scenario.units),
        least_lots=design.least_lots,
        terms=design.terms,
        published=_describe(scenario, published, assumed),
        best=_describe(scenario, best, assumed) if best.lots else None,
        proved=best.status == "optimal",
        as_one=None if as_one is None else _describe(scenario, as_one, assumed),
        verified=all(each.verification.ok for each in judged),
    )


def _describe(
    scenario: Scenario, result: "Result", assumed: "BacktestAssumptions"
) -> "BacktestDesign":
    from lotdesign.result.backtest import BacktestDesign

    names = {unit.id: unit.name for unit in scenario.units}
    values = [lot.market_value_pence for lot in result.lots]
    reach = assumed.reach
    return BacktestDesign(
        lots=tuple(tuple(names[unit] for unit in lot.units) for lot in result.lots),
        cost_pence=sum(lot.whole_life_pence for lot in result.lots),
        largest_pence=max(values),
        within_reach=None if reach is None else sum(value <= reach for value in values),
        keeps=not result.broken,
    )
