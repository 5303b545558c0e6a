"""Arguments and flags that commands share, and the parsers of their values."""

from collections.abc import Callable
from math import isfinite
from typing import Annotated, Literal, get_args

import typer

from lotdesign.faults import UsageError, quote_text, suggest_name
from lotdesign.report.forms import OutputForm


def build_choice_parser(flag: str, *known: str) -> Callable[[str], str]:
    """Return a parser of the words that a flag knows."""

    def read(text: str) -> str:
        if text not in known:
            raise UsageError(f"{flag} {quote_text(text)}: {suggest_name(text, known)}")
        return text

    return read


def refuse_other_digits(text: str | float) -> str | float:
    """The text itself; raises ValueError for 1_0 and other scripts' digits, which Python reads."""
    if isinstance(text, str) and ("_" in text or not text.isascii()):
        raise ValueError(text)
    return text


def build_whole_parser(flag: str, least: int, most: int | None = None) -> Callable[[str], int]:
    """Return a parser of whole numbers from `least` to `most`."""
    ends = f"{least} or more" if most is None else f"{least} to {most}"

    def read(text: str | int) -> int:
        try:
            number = int(refuse_other_digits(text))
        except ValueError:
            number = least - 1
        if number < least or (most is not None and number > most):
            raise UsageError(f"{flag} {quote_text(str(text))}: give a whole number, {ends}")
        return number

    return read


def build_seconds_parser(flag: str) -> Callable[[str], float]:
    """Return a parser of seconds above 0."""
    return _build_positive_parser(flag, "seconds")


def build_gigabytes_parser(flag: str) -> Callable[[str], float]:
    """Return a parser of gigabytes above 0."""
    return _build_positive_parser(flag, "gigabytes")


def _build_positive_parser(flag: str, what: str) -> Callable[[str], float]:
    def read(text: str | float) -> float:
        try:
            number = float(refuse_other_digits(text))
        except ValueError:
            number = 0.0
        if not isfinite(number) or number <= 0:
            raise UsageError(f"{flag} {quote_text(str(text))}: give {what} above 0")
        return number

    return read


ProgressForm = Literal["auto", "none", "jsonl"]

ScenarioArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A folder with scenario.toml, a TOML file, or - for stdin."
    ),
]
SetOption = Annotated[
    list[str],
    typer.Option(
        "--set",
        default_factory=list,
        show_default=False,
        metavar="PATH=VALUE",
        help="Change a number: a rule's id and key (access.lots), or a key of the scenario.",
    ),
]
OffOption = Annotated[
    list[str],
    typer.Option(
        "--off",
        default_factory=list,
        show_default=False,
        metavar="RULE",
        help="Switch a rule off, by its id.",
    ),
]
FormatOption = Annotated[
    OutputForm | None,
    typer.Option(
        "--format",
        parser=build_choice_parser("--format", *get_args(OutputForm)),
        metavar="|".join(get_args(OutputForm)),
        help="What to write. Left out: as FILE's ending says, else table.",
    ),
]
TextOrJsonOption = Annotated[
    Literal["table", "json"] | None,
    typer.Option(
        "--format",
        parser=build_choice_parser("--format", "table", "json"),
        metavar="table|json",
        help="What to write.",
    ),
]
OutOption = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Write the result to a file; - is stdout."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress and no remarks on stderr.")]
ProgressOption = Annotated[
    ProgressForm,
    typer.Option(
        "--progress",
        parser=build_choice_parser("--progress", *get_args(ProgressForm)),
        metavar="|".join(get_args(ProgressForm)),
        help="How to report progress on stderr.",
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full", help="Name every provider and every reason that keeps it out.")
]

EngineChoice = Literal["auto", "cp-sat", "highs", "both"]
"""As `solver.backends.registry.EngineChoice`, which loads numpy: too heavy for --help."""

EngineOption = Annotated[
    EngineChoice,
    typer.Option(
        parser=build_choice_parser("--engine", *get_args(EngineChoice)),
        metavar="|".join(get_args(EngineChoice)),
        help="What solves it. auto: CP-SAT, and HiGHS before anything is called impossible; "
        "both: each on its own, and their answers compared.",
    ),
]

_FORM_BY_ENDING: dict[str, OutputForm] = {"json": "json", "csv": "csv", "md": "md"}


def choose_form(form: OutputForm | None, out: str | None) -> OutputForm:
    """Return the form asked for, or the one that the file's ending stands for."""
    if form is not None:
        return form
    return _FORM_BY_ENDING.get((out or "").rpartition(".")[2].lower(), "table")


def wants_parquet(form: OutputForm | None, out: str | None) -> bool:
    """Tell whether to write Parquet, which only a file's ending asks for."""
    return form is None and (out or "").lower().endswith(".parquet")


def check_single_stdin(*paths: str | None) -> None:
    """Raise UsageError when more than one file is to be read from stdin."""
    if sum(path == "-" for path in paths) > 1:
        raise UsageError("only one file can come from stdin")


LARGEST_SEED = 2**31 - 1
MOST_WORKERS = 1024

TimeLimitOption = Annotated[
    float | None,
    typer.Option(
        parser=build_seconds_parser("--time-limit"),
        metavar="S",
        help="Most seconds to take.",
    ),
]
MemoryLimitOption = Annotated[
    float | None,
    typer.Option(
        parser=build_gigabytes_parser("--memory-limit"),
        metavar="GB",
        help="Stop when this many gigabytes are in use, and keep the best so far.",
    ),
]
SeedOption = Annotated[
    int,
    typer.Option(
        parser=build_whole_parser("--seed", 0, LARGEST_SEED),
        metavar="N",
        help="Seed of the engine.",
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option(
        parser=build_whole_parser("--workers", 0, MOST_WORKERS),
        metavar="N",
        help="Parallel workers; 0 chooses by size.",
    ),
]

FurtherMeasuresOption = Annotated[
    str | None,
    typer.Option(
        "--measures",
        metavar="A[,B]",
        help="Measures to show as well, for example withdrawals_survived,capacity_margin.",
    ),
]


def split_names(text: str | None) -> list[str]:
    """Split names at commas; none where the flag was left out."""
    return [] if text is None else [each.strip() for each in text.split(",")]


REQUIRE_FLAG = "--require"

RequireOption = Annotated[
    list[str],
    typer.Option(
        REQUIRE_FLAG,
        default_factory=list,
        show_default=False,
        metavar="CONDITION",
        help='What must hold, for example "accessible_share>=0.6" (money in pounds, distances in '
        'kilometres) or "admissible"; as often as needed.',
    ),
]
