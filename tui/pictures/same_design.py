"""What is said where a change of the request leaves the design as it was."""

from lotdesign.report.compare import format_measure_difference
from tui.safe_text import make_safe
from tui.session.session import TrayEntry, design_as_sets
from tui.snapshot import Snapshot


def is_same_design(entry: TrayEntry, before: TrayEntry) -> bool:
    """Whether two entries have the same lots by the same routes."""
    one, other = (design_as_sets(each.lots, each.routes) for each in (entry, before))
    return one == other


def describe_same_design(snapshot: Snapshot, entry: TrayEntry, before: TrayEntry) -> str:
    """Same design, £0, nothing moved; and the rules that have no room left since."""
    cost, earlier = (each.measures["whole_life_cost"] for each in (entry, before))
    difference = format_measure_difference("whole_life_cost", cost, earlier)
    text = f"Same design, {'£0' if difference == 'same' else difference}, nothing moved"
    names = list_newly_tight_rules(snapshot, entry, before)
    return f"{text}; no room left now: {', '.join(names)}" if names else text


def list_newly_tight_rules(snapshot: Snapshot, entry: TrayEntry, before: TrayEntry) -> list[str]:
    """The names of rules that have no room left in an entry and had some before."""
    earlier = {rule.id for rule in before.result.rules if rule.binding}
    tight = [rule.id for rule in entry.result.rules if rule.binding and rule.id not in earlier]
    return list(dict.fromkeys(find_rule_label(snapshot, rule_id) for rule_id in tight))


def find_rule_label(snapshot: Snapshot, rule_id: str) -> str:
    """What the rows of a rule call it; its id where it has no row."""
    labels = (row.label.partition(",")[0] for row in snapshot.rows if row.rule == rule_id)
    return make_safe(next(labels, rule_id))


def describe_last_change(snapshot: Snapshot) -> str:
    """The same, where the last change of the request left the design; "" where it did not."""
    session = snapshot.session
    entry, before = session.answer, session.before_change
    if not session.has_same_design or entry is None or before is None:
        return ""
    return describe_same_design(snapshot, entry, before)
