"""Faults in the interface's session: steps and undo, the tray, rows, typed sums, files."""

from tests.mutations.mutation import mutations

SESSION = "tests/tui/test_tray.py tests/tui/test_session.py tests/tui/test_letters.py"
TURNING = "tests/tui/test_edits.py tests/tui/test_turning.py"
STORE = "tests/tui/test_session_file.py tests/tui/test_store.py"
BACK = "tests/tui/test_write_back.py"

TABLE = [
    *mutations(
        "tui/session/undo.py",
        f"tests/tui/test_undo.py {SESSION}",
        ("at - last.at <= MERGE_SECONDS", "at - last.at >= MERGE_SECONDS"),
        ("    if state == session.state:\n        return session\n", ""),
        ("replace(last, at=at)", "UndoStep(session.state, label, merge, at)"),
        (
            "    past = (*session.past, UndoStep(session.state, step.label))\n",
            "    past = (*session.past, step)\n",
        ),
        ("    *past, step = session.past\n", "    step, *past = session.past\n"),
    ),
    *mutations(
        "tui/session/session.py",
        SESSION,
        (
            "if entry.number not in self.state.dropped)\n        return tuple(sorted",
            ")\n        return tuple(sorted",
        ),
        ("if e.is_answer and e.edits == edits)", "if e.edits == edits)"),
        ("if design_as_sets(e.lots, e.routes) == design]", "]"),
        (
            "e is not shown and e.number not in self.state.dropped",
            "e.number not in self.state.dropped",
        ),
        ("- {session.state.showing}", ""),
        ("(*session.past, *session.future):", "session.past:"),
        ("ascii_uppercase[i // size - 1] if i >= size", "ascii_uppercase[i // size] if i >= size"),
        ("return tuple(lot for lot in changed if lot)", "return tuple(changed)"),
        ("if unit not in moved) for lot in lots", ") for lot in lots"),
    ),
    *mutations(
        "tui/session/actions.py",
        "tests/tui/test_true_words.py",
        (
            "state = replace(state, edits=action.edits, showing=None, hand=None, routes=None)",
            "state = replace(state, edits=action.edits, showing=None)",
        ),
    ),
    *mutations(
        "tui/session/actions.py",
        SESSION,
        (
            "state = replace(state, edits=action.edits, showing=None, hand",
            "state = replace(state, edits=action.edits, hand",
        ),
        ("        routes=action.routes,\n", ""),
        (
            "pins = session.state.pins ^ {action.number}",
            "pins = session.state.pins | {action.number}",
        ),
        ("pins=state.pins - {action.number},", ""),
        ("before = replaced if same_design else session.shown", "before = session.shown"),
        ("session.next_number + (position is None)", "session.next_number + 1"),
        ("or session.is_kept(entries[-1])", ""),
        ('return "best" if action.result.lots else "nothing"', 'return "best"'),
    ),
    *mutations(
        "tui/session/edits.py",
        f"{TURNING} {BACK}",
        ("{**dict(self.settings), path: text}", "{path: text, **dict(self.settings)}"),
        ("self if name in self.off else replace", "replace"),
        ("if any(value == text for _, value in edits.settings):", "if False:"),
    ),
    *mutations(
        "tui/session/parameter_values.py",
        f"{TURNING} tests/tui/test_arithmetic.py",
        (
            "if share and not percentage and abs(value) > 1:",
            "if share and not percentage and abs(value) >= 1:",
        ),
        ("of = value if part and not percentage and not self.share else 1", "of = 1"),
        ("if not times and not other:", "if False:"),
        ("        target = max(target, Fraction(0))\n", "        pass\n"),
        ("if row.whole and value.denominator != 1:", "if False:"),
        ('scale = 100 if row.unit == "pence" else 1', "scale = 1"),
    ),
    *mutations(
        "tui/session/parameters.py",
        f"tests/tui/test_parameters.py {TURNING}",
        ("getattr(rule, parameter.name) is not None or rule.is_band", "True"),
        ("base.objectives[:-1]", "base.objectives"),
        ("all(rule.id != name for rule in base.rules)", "True"),
    ),
    *mutations(
        "tui/session/session_file.py",
        STORE,
        ('"hand": state.hand,', '"hand": None,'),
        ('"dropped": sorted(state.dropped),', '"dropped": [],'),
        ('int(body["upcoming"])', 'len(body["entries"])'),
        (
            "OSError, ValueError, KeyError, TypeError, IndexError, AttributeError",
            "OSError, ValueError",
        ),
    ),
    *mutations(
        "tui/session/session_saver.py",
        STORE,
        ("lambda: self._closed or self._next is not None", "lambda: self._next is not None"),
    ),
    *mutations(
        "tui/session/tables.py",
        f"tests/tui/test_tables.py {BACK}",
        ("cells, i >= before", "cells, i > before"),
        (
            "return edits.switch_on(path) if entry.left_out else edits.switch_off(path)",
            "return edits.switch_off(path)",
        ),
        (
            "[*_read_option_lots(edits, option), [unit]]",
            "[[unit], *_read_option_lots(edits, option)]",
        ),
    ),
    *mutations(
        "tui/session/write_back.py",
        f"{BACK} tests/tui/test_tables.py",
        ('end = "\\r\\n" if "\\r\\n" in text else "\\n"', 'end = "\\n"'),
        ("if row == number}", "if row == number + 1}"),
        ('body + "," * len(new) + record[len(body) :]', "record"),
        ("int(loc[1]) < len(origin.rows)", "int(loc[1]) <= len(origin.rows)"),
        ("start = reader.line_num", "start += 1"),
        ("    if faults or unfit_settings:\n", "    if faults and unfit_settings:\n"),
    ),
]
