"""Designs measured anew: on today's figures and under what is asked now."""

from tui.session.session import LotRoutes, LotUnits, Session, TrayEntry, design_as_sets
from tui.snapshot import Snapshot


def find_measured_now(snapshot: Snapshot, lots: LotUnits, routes: LotRoutes) -> TrayEntry | None:
    """The newest entry of this design that is measured as it would be now; None without one."""
    design, edits = design_as_sets(lots, routes), snapshot.session.state.edits
    return next(
        (
            each
            for each in reversed(snapshot.session.tray)
            if each.lots
            and each.edits == edits
            and not snapshot.is_on_other_figures(each.figures)
            and design_as_sets(each.lots, each.routes) == design
        ),
        None,
    )


def name_source(session: Session, entry: TrayEntry) -> str:
    """The name of the newest other entry of the same design; "" where there is none."""
    design = design_as_sets(entry.lots, entry.routes)
    others = (
        each.name
        for each in reversed(session.tray)
        if each is not entry
        and each.kind != "again"
        and design_as_sets(each.lots, each.routes) == design
    )
    return next(others, "")


def explain_unmeasurable(snapshot: Snapshot, name: str, lots: LotUnits) -> str:
    """Why a design cannot be measured on today's figures; "" where it can."""
    if not lots:
        return f"{name} has no design that could be measured."
    held = {unit for lot in lots for unit in lot}
    present = {unit.id for unit in snapshot.scenario.units}
    gone, new = len(held - present), len(present - held)
    if not gone and not new:
        return ""
    missing = [f"{gone} of its units are not there" if gone else ""]
    missing += [f"{new} of today's units are in none of its lots" if new else ""]
    return f"{name} cannot be measured today: {'; '.join(filter(None, missing))}."
