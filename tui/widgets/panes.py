"""The panes of the workbench, with their keys."""

from typing import ClassVar

from textual import events
from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.panes import answer, asked, changes, lots, places, preflight, tradeoff, tray
from tui.panes.sight import Sight
from tui.panes.words import edits_in_words
from tui.session.actions import Ask, Draw, Drop, Mark, Pin, Show
from tui.session.arithmetic import NoNumber
from tui.session.hand import fixed
from tui.session.turning import is_off, stepped, typed
from tui.widgets.pane import Listing, Pane

NUMBERS = "0123456789.£"
OPERATORS = "*/+-("


class AskedPane(Listing):
    """What is asked: steppers and switches."""

    about = (
        "Every figure and rule of the scenario. Left and right step a figure, shift ten times as "
        "far; type a number or a sum to set it; space switches a rule off; backspace returns to "
        "what the files say. The answer follows by itself."
    )
    place = "asked"
    BINDINGS: ClassVar = [
        Binding("left", "turn(-1)", "Less", key_display="←"),
        Binding("right", "turn(1)", "More", key_display="→"),
        Binding("shift+left", "turn(-10)", "Less x10", show=False),
        Binding("shift+right", "turn(10)", "More x10", show=False),
        Binding("less_than_sign", "turn(-10)", "Less x10", show=False),
        Binding("greater_than_sign", "turn(10)", "More x10", show=False),
        Binding("enter", "type", "Type"),
        Binding("space", "switch", "On/off"),
        Binding("backspace", "reset", "As in files"),
    ]

    def heading(self, sight: Sight) -> str:
        """How far the request is from the files."""
        return f"What you ask: {edits_in_words(len(sight.session.desk.edits))}"

    def remark(self, sight: Sight) -> str:
        """Where the cursor is."""
        return f"{sight.looks.at('asked') + 1} of {len(sight.rows)}"

    def count(self, sight: Sight) -> int:
        """Rows."""
        return len(sight.rows)

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The rows."""
        return asked.asked(sight, columns, rows, self.has_focus)

    def on_key(self, event: events.Key) -> None:
        """Digits open the number; while it is open every key goes into it."""
        sight = self.desk.sight
        if sight is None or sight.row is None:
            return
        char = event.character or ""
        if sight.looks.typed is None:
            if not (char and char in NUMBERS + OPERATORS and sight.row.path):
                return
            self.desk.type(char)
        elif event.key == "enter":
            self._take(sight.looks.typed)
        elif event.key == "escape":
            self.desk.type(None)
        elif event.key == "backspace":
            self.desk.type(sight.looks.typed[:-1])
        elif event.is_printable and char:
            self.desk.type((sight.looks.typed + char)[:60])
        elif event.key in ("up", "down", "tab"):
            self._take(sight.looks.typed)
            return
        event.stop()
        event.prevent_default()

    def action_type(self) -> None:
        """Opens the number."""
        sight = self.desk.sight
        if sight is not None and sight.row is not None and sight.row.path:
            self.desk.type("")

    def _take(self, text: str) -> None:
        sight = self.desk.sight
        if sight is None or sight.row is None or not text.strip():
            self.desk.type(None)
            return
        row, edits = sight.row, sight.session.desk.edits
        try:
            value = typed(row, edits, text)
        except NoNumber as error:
            self.desk.type(text, str(error))
            return
        self.desk.type(None)
        self.desk.do(Ask(edits.set(row.path, value), f"set {row.label}"))

    def action_turn(self, steps: int) -> None:
        """Steps the figure; a rule that is only on or off is switched."""
        sight = self.desk.sight
        if sight is None or sight.row is None:
            return
        row, edits = sight.row, sight.session.desk.edits
        if is_off(row, edits):
            return
        text = stepped(row, edits, steps, sight.lots)
        if text is not None:
            now = edits.set(row.path, text)
            self.desk.do(Ask(now, f"step {row.label}", row.key, self.desk.clock()))

    def action_switch(self) -> None:
        """Switches the rule off or on again."""
        sight = self.desk.sight
        if sight is None or sight.row is None or not sight.row.rule:
            return
        row, edits = sight.row, sight.session.desk.edits
        if row.base_off:
            path = f"{row.rule}.status"
            now = edits.set(path, "hard") if is_off(row, edits) else edits.unset(path)
        elif is_off(row, edits):
            now = edits.switched_on(row.rule)
        else:
            now = edits.switched_off(row.rule)
        self.desk.do(Ask(now, f"switch {row.label}"))

    def action_reset(self) -> None:
        """Back to what the files say; a rule added by hand goes."""
        sight = self.desk.sight
        if sight is None or sight.row is None:
            return
        row, edits = sight.row, sight.session.desk.edits
        path = f"rule.{row.rule}" if row.added else row.path
        now = edits.unset(path).unset(f"{row.rule}.status").switched_on(row.rule)
        self.desk.do(Ask(now, f"reset {row.label}"))


class PreflightPane(Pane):
    """What arithmetic alone says."""

    about = "What plain arithmetic shows before anything is solved; every mistake in a figure too."

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """Findings, faults and how far they are scrolled."""
        size = (len(sight.scenario.units), len(sight.scenario.providers or ()))
        return sight.notes, sight.faults, size, sight.looks.at("preflight")

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "Before solving"

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The findings."""
        return preflight.preflight(sight, columns, rows, self.has_focus)

    def step(self, by: int) -> None:
        """Scrolls."""
        sight = self.desk.sight
        if sight is not None:
            at = max(0, sight.looks.at("preflight") + by)
            self.desk.look(sight.looks.moved("preflight", at))

    BINDINGS: ClassVar = [
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
    ]

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self.step(by)


class AnswerPane(Pane, can_focus=False):
    """The answer in a sentence."""

    def heading(self, sight: Sight) -> str:
        """Which design is on show."""
        entry = sight.entry
        if entry is None:
            return "Answer"
        looked = sight.session.desk.showing is not None
        what = (
            "Drawn by hand" if entry.kind == "hand" else "Looking back at" if looked else "Answer"
        )
        return f"{what} {entry.name}"

    def remark(self, sight: Sight) -> str:
        """That something is going on."""
        if sight.work.busy:
            return "working out the rest" if sight.session.answer else "looking"
        return ""

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The sentence."""
        return answer.answer(sight, columns, rows, self.has_focus)


class LotsPane(Listing):
    """The lots of the design on show."""

    about = (
        "The lots, their value, and how many providers are eligible and with capacity, small ones "
        "apart. Enter opens a lot: its units, who can bid, why the others cannot."
    )
    place = "lots"
    BINDINGS: ClassVar = [
        Binding("enter", "open", "Open lot"),
        Binding("l", "lock", "Keep lot as it is"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The lots, the cursor, and what of the scenario stands beside them."""
        entry, scenario = sight.entry, sight.scenario
        own = None if entry is None else (entry.name, entry.letters, entry.result.lots)
        beside = (scenario.localities, scenario.market.small_needed, scenario.providers is None)
        return own, sight.lot, *beside

    def heading(self, sight: Sight) -> str:
        """How many."""
        return f"Lots of {sight.entry.name}" if sight.entry is not None else "Lots"

    def remark(self, sight: Sight) -> str:
        """The cursor."""
        return f"{sight.lot + 1} of {sight.lots}" if sight.lots else ""

    def count(self, sight: Sight) -> int:
        """Lots."""
        return sight.lots

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The table."""
        return lots.lots(sight, columns, rows, self.has_focus)

    def action_open(self) -> None:
        """Opens the lot."""
        self.desk.open_lot()

    def action_lock(self) -> None:
        """Adds the rule that the lot stays as it is."""
        sight = self.desk.sight
        if sight is not None and sight.entry is not None and sight.lots:
            units = sight.entry.lots[sight.lot]
            edits = fixed(sight.session.desk.edits, units)
            self.desk.do(Ask(edits, "keep a lot as it is"))


class MapPane(Listing):
    """The lots on a map."""

    about = (
        "Every place belongs to the lot of the nearest unit; each letter is a unit, the bracket "
        "marks the middle of its lot. Left and right go from lot to lot."
    )
    place = "lots"
    BINDINGS: ClassVar = [
        Binding("left", "step(-1)", "Lot before", key_display="←"),
        Binding("right", "step(1)", "Lot after", key_display="→"),
        Binding("enter", "open", "Open lot"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The design, the lot with the cursor, and the units where they are."""
        entry = sight.entry
        own = None if entry is None else (entry.name, entry.lots, entry.letters)
        return own, sight.lot, sight.scenario.units, sight.scenario.localities

    def heading(self, sight: Sight) -> str:
        """Which design."""
        return f"Map of {sight.entry.name}" if sight.entry is not None else "Map"

    def remark(self, sight: Sight) -> str:
        """The lot with the cursor."""
        if sight.entry is None or not sight.lots:
            return ""
        from tui.text import safe

        return safe(sight.entry.result.lots[sight.lot].name)

    def count(self, sight: Sight) -> int:
        """Lots."""
        return sight.lots

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The map."""
        return places.places(sight, columns, rows, self.has_focus)

    def action_open(self) -> None:
        """Opens the lot."""
        self.desk.open_lot()


class TradeoffPane(Pane):
    """Designs by two measures."""

    about = (
        "Digits are designs seen so far, small letters those that are always there (they stand in "
        "the list below), dots the best design for each number of lots. x and y choose what is "
        "measured; v shows these as a ladder, then the budget year by year."
    )
    BINDINGS: ClassVar = [
        Binding("x", "axis('x')", "Measure across"),
        Binding("y", "axis('y')", "Measure upwards"),
        Binding("v", "view", "Ladder, budget"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The designs by number, what they are beside, and the axes."""
        entry, best, looks = sight.entry, sight.session.best, sight.looks
        shown = None if entry is None else entry.number
        known = None if best is None else (best.result.ladder, best.result.comparisons)
        tray = tuple((each.number, each.lots) for each in sight.session.tray)
        measured = tuple(tuple(each.measures.values()) for each in sight.session.tray)
        return shown, known, tray, measured, looks.axis_x, looks.axis_y, looks.view

    def heading(self, sight: Sight) -> str:
        """The two measures."""
        return tradeoff.title(sight)

    def remark(self, sight: Sight) -> str:
        """The keys that matter."""
        following = {"plot": "x y measures, v ladder", "ladder": "v budget", "bridge": "v plot"}
        return following[sight.looks.view]

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The plot or ladder."""
        return tradeoff.tradeoff(sight, columns, rows, self.has_focus)

    def action_axis(self, axis: str) -> None:
        """The next measure on an axis."""
        self.desk.turn_axis(axis)

    def action_view(self) -> None:
        """Plot, ladder or budget."""
        self.desk.turn_view()


class TrayPane(Listing):
    """What has been seen."""

    about = (
        "Designs seen so far, attempts that have none, and below them what is always there: "
        "today's contracts, the options, one contract for all. Enter looks at one, p pins it, "
        "space chooses it to compare, n notes, x takes it off the tray."
    )
    place = "tray"
    BINDINGS: ClassVar = [
        Binding("enter", "look", "Look at"),
        Binding("p", "pin", "Pin"),
        Binding("space", "mark", "Choose"),
        Binding("n", "note", "Note"),
        Binding("r", "recall", "Ask this again"),
        Binding("x", "drop", "Take off"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """What was seen, what is noted of it, and how rows are called."""
        session, desk = sight.session, sight.session.desk
        own = (session.entries, session.given(), sight.entry, sight.looks.at(self.place))
        said = (desk.pins, desk.marks, desk.notes, desk.dropped)
        return (*own, *said, id(sight.base), tuple(row.label for row in sight.rows))

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "Seen so far"

    def remark(self, sight: Sight) -> str:
        """How many are chosen."""
        chosen = len(sight.session.desk.marks)
        return f"{chosen} chosen, c compares" if chosen else "space chooses, c compares"

    def count(self, sight: Sight) -> int:
        """Lines."""
        return len(tray.items(sight.session))

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The tray."""
        return tray.tray(sight, columns, rows, self.has_focus)

    def _item(self) -> tray.Item | None:
        sight = self.desk.sight
        found = [] if sight is None else tray.items(sight.session)
        at = 0 if sight is None else sight.looks.at("tray")
        return found[min(at, len(found) - 1)] if found else None

    def action_look(self) -> None:
        """Looks at an entry; a design that was given is judged as if drawn by hand."""
        item = self._item()
        if item is None:
            return
        if item.entry is not None:
            self.desk.do(Show(item.entry.number))
        elif item.given is not None:
            self.desk.do(Draw(item.given.lots, f"look at {item.given.name}"))

    def action_pin(self) -> None:
        """Pins."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.do(Pin(item.entry.number))

    def action_mark(self) -> None:
        """Chooses to compare."""
        item = self._item()
        if item is not None:
            self.desk.do(Mark(item.name))

    def action_note(self) -> None:
        """Notes."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.ask_note(item.entry.number)

    def action_recall(self) -> None:
        """Asks again what the entry answered."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.do(Ask(item.entry.edits, f"ask {item.entry.name} again"))

    def action_drop(self) -> None:
        """Takes the entry off the tray."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.do(Drop(item.entry.number))


class ChangesPane(Pane, can_focus=False):
    """What the latest change did."""

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The two, and how units and rows are called."""
        named = (sight.scenario.units, tuple(row.label for row in sight.rows))
        return sight.entry, sight.session.before, id(sight.base), *named

    def heading(self, sight: Sight) -> str:
        """Which two."""
        return changes.title(sight)

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The differences."""
        return changes.changes(sight, columns, rows, self.has_focus)
