"""Six tasks of a new user, with the keys that a reader of README and the key lines would press.

They are made by tests in the app, by `tests.tui.desk` in a real terminal, and written into
docs/tui-tasks.md: LOTDESIGN_GOLDENS=write has the test of that page write it anew.
"""

from dataclasses import dataclass
from itertools import groupby

EXAMPLE = "examples/central-bedfordshire"
MOST_KEYS = 30


@dataclass(frozen=True)
class TaskStep:
    """Keys to press, and what is on the screen then; a key of several letters has a name.

    `typed` is a text to type before the keys, letter by letter.
    """

    why: str
    keys: tuple[str, ...]
    sees: tuple[str, ...]
    typed: str = ""

    @property
    def key_count(self) -> int:
        """How many keys that is."""
        return len(self.keys) + len(self.typed)


@dataclass(frozen=True)
class NewcomerTask:
    """A task, its steps, and the scenario in the example's folder, "" for the folder itself.

    `leaves` are files that it makes in the folder from which the interface was started. With
    `reopens` the interface is left and opened on that folder for the last step.
    """

    name: str
    question: str
    steps: tuple[TaskStep, ...]
    scenario: str = ""
    leaves: tuple[str, ...] = ()
    reopens: str = ""

    @property
    def key_count(self) -> int:
        """How many keys it takes."""
        return sum(step.key_count for step in self.steps)


def press(why: str, *keys: str, sees: tuple[str, ...], typed: str = "") -> TaskStep:
    """A step."""
    return TaskStep(why, keys, sees, typed)


TASKS = (
    NewcomerTask(
        "bidders",
        "What is the best design, and why can the other providers not bid for its first lot?",
        (
            press("read the answer", sees=("6 lots, £15.35m over 7 years", "proved best")),
            press("open the lots", "f3", sees=("Lots of S1",)),
            press(
                "open the first lot",
                "enter",
                sees=("Lot A: Children centre", "Who can bid", "SMALL: 8, enough"),
            ),
            press(
                "read on",
                "tab",
                "pagedown",
                sees=("CANNOT: 12", "does not cover"),
            ),
        ),
    ),
    NewcomerTask(
        "four small bidders",
        "What does it take that at least four small providers can bid for every lot? Then go back.",
        (
            press("read the answer", sees=("proved best",)),
            press("go to Small needed", *["down"] * 13, sees=("Small providers eligible before",)),
            press(
                "ask for four", "4", "enter", sees=("files: 3", "files + 1 edit", "Same design, £0")
            ),
            press("take it back", "u", sees=("as in the files", "proved best")),
        ),
    ),
    NewcomerTask(
        "impossible",
        "The request is impossible: why, which least change helps, and does its answer hold?",
        (
            press("read the answer", sees=("No design exists: that is proved",)),
            press(
                "ask why",
                "e",
                sees=(
                    "No design keeps all 8 rules",
                    "SMALLEST CHANGE FIRST",
                    "the best then has 7 lots",
                ),
            ),
            press("apply the repair", "1", sees=("A design exists now", "7 lots, £15.76m")),
            press("go back", "escape", sees=("files + 1 edit", "proved best")),
            press("write the result", "E", "j", sees=("too-much.json",)),
            press("take the name", "enter", sees=("Written to too-much.json",)),
        ),
        "too-much.toml",
        ("too-much.json",),
    ),
    NewcomerTask(
        "moved by hand",
        "Move a unit into another lot by hand, and compare three designs.",
        (
            press("read the answer", sees=("proved best",)),
            press("open the first lot", "f3", "enter", sees=("Lot A: Children centre",)),
            press("move its first unit", "m", sees=("Move Leighton Buzzard North centre to",)),
            press(
                "into lot B",
                "b",
                sees=("Drawn by hand H2", "breaks 3 rules", "H2 against S1"),
            ),
            press("back to the list", "escape", "f4", sees=("drawn by hand", "Seen so far")),
            press(
                "choose three",
                *("space", "down", "space", "down", "down", "space"),
                sees=("3 chosen, c compares",),
            ),
            press("compare", "c", sees=("H2 (base)", "S1", "b", "What moved, and why", "worse")),
        ),
    ),
    NewcomerTask(
        "front",
        "What does it cost if no provider is large? Keep two points; write the committee's paper.",
        (
            press("read the answer", sees=("proved best",)),
            press("open the plot", "f4", "tab", "y", sees=("What to measure upwards",)),
            press("choose the measure", "enter", typed="one p", sees=("Largest provider / cost",)),
            press("trace", "t", sees=("trade-off complete, 5 points",)),
            press("keep the second point", "right", "right", "enter", "p", sees=("2 of 5", "T2")),
            press("keep the fourth", "right", "right", "enter", "p", sees=("4 of 5", "T3")),
            press("write the paper", "E", "h", sees=("central-bedfordshire.html",)),
            press("take the name", "enter", sees=("Written to",)),
        ),
        leaves=("central-bedfordshire.html",),
    ),
    NewcomerTask(
        "saved as",
        "A provider's capacity changes. Save that as a scenario of its own, and open it again.",
        (
            press("read the answer", sees=("proved best",)),
            press("open the providers", "d", "t", sees=("Providers: 21",)),
            press(
                "open the first",
                "enter",
                *["down"] * 6,
                sees=("charity-leighton", "450000", "most it can take on"),
            ),
            press("open the cell", "enter", sees=("450000",)),
            press("change its capacity", "enter", typed="200000", sees=("200000",)),
            press("leave the data", "escape", "escape", sees=("files + 1 edit",)),
            press("save as", "S", sees=("central-bedfordshire-2",)),
            press("take the name", "enter", sees=("files + 1 edit",)),
            press("leave", "q", "q", sees=()),
            press("open it again", sees=("files + 1 edit", "proved best")),
        ),
        leaves=("central-bedfordshire-2/scenario.toml",),
        reopens="central-bedfordshire-2",
    ),
)


def write_page() -> str:
    """The protocol as a page of the documentation."""
    lines = [HEAD]
    for number, task in enumerate(TASKS, 1):
        lines += [f"## {number}. {task.question}", ""]
        scenario = f"{EXAMPLE}/{task.scenario}".rstrip("/")
        lines += [f"`lotdesign tui {scenario}`: {task.key_count} keys.", ""]
        lines += ["| to do | keys | the screen then says |", "| --- | --- | --- |"]
        for step in task.steps:
            typed = f"`{step.typed}`" if step.typed else ""
            keys = " ".join(filter(None, (typed, write_keys(step.keys))))
            says = "; ".join(step.sees) or "(the interface is left)"
            lines.append(f"| {step.why} | {keys or 'none'} | {says} |")
        if task.leaves:
            lines += ["", f"It leaves {', '.join(f'`{name}`' for name in task.leaves)}."]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


HEAD = f"""# Can a new user do it?

Six tasks, tried with README and the line of keys at the foot of each screen alone, at 80×24 and
at 160×48. Each takes at most {MOST_KEYS} keys. The tests make them in the interface at both sizes:
every word below must be on the screen, and none may be there that is false, such as "saved" while
something is worked out or "drawn by hand" where nobody drew. `make test-desk` makes the same in a
real terminal.
"""

_KEY_SIGNS = {"down": "↓", "right": "→", "escape": "esc", "pagedown": "page down"}


def write_keys(keys: tuple[str, ...]) -> str:
    """Keys as people write them; one that is pressed again and again is counted."""
    texts: list[str] = []
    for key, same in groupby(keys):
        sign = _KEY_SIGNS.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)
        count = len(list(same))
        texts.append(f"`{sign}`" if count == 1 else f"{count} × `{sign}`")
    return " ".join(texts)
