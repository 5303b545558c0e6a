"""The arguments and flags that commands share."""

from typing import Annotated, Literal, get_args

import typer

from lotdesign.cli.exits import UsageError
from lotdesign.cli.values import one_of

Form = Literal["table", "json", "csv", "md"]
"""As `lotdesign.report.render.Format`, which is too heavy to import for --help."""

Show = Literal["auto", "none", "jsonl"]

ScenarioPath = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A folder with scenario.toml, a TOML file, or - for stdin."
    ),
]
Settings = Annotated[
    list[str],
    typer.Option(
        "--set",
        default_factory=list,
        show_default=False,
        metavar="PATH=VALUE",
        help="Change a number: a rule's id and key (access.lots), or a key of the scenario.",
    ),
]
Off = Annotated[
    list[str],
    typer.Option(
        "--off",
        default_factory=list,
        show_default=False,
        metavar="RULE",
        help="Switch a rule off, by its id.",
    ),
]
Format = Annotated[
    Form | None,
    typer.Option(
        "--format",
        parser=one_of("--format", *get_args(Form)),
        metavar="|".join(get_args(Form)),
        help="What to write. Left out: as FILE's ending says, else table.",
    ),
]
TextOrJson = Annotated[
    Literal["table", "json"],
    typer.Option(
        "--format",
        parser=one_of("--format", "table", "json"),
        metavar="table|json",
        help="What to write.",
    ),
]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Write the result to a file; - is stdout."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no remarks on stderr.")]
Progress = Annotated[
    Show,
    typer.Option(
        "--progress",
        parser=one_of("--progress", *get_args(Show)),
        metavar="|".join(get_args(Show)),
        help="What is told on stderr while solving.",
    ),
]
Full = Annotated[
    bool, typer.Option("--full", help="Name every provider and everything that keeps it out.")
]

Choice = Literal["auto", "cp-sat", "highs", "both"]
"""As `solver.engines.choice.Choice`, which is too heavy to import for --help."""

Engine = Annotated[
    Choice,
    typer.Option(
        parser=one_of("--engine", *get_args(Choice)),
        metavar="|".join(get_args(Choice)),
        help="What solves it. auto: CP-SAT, and HiGHS before anything is called impossible; "
        "both: each on its own, and their answers compared.",
    ),
]

_ENDINGS: dict[str, Form] = {"json": "json", "csv": "csv", "md": "md"}


def form_of(form: Form | None, out: str | None) -> Form:
    """The format asked for, or the one that the file's ending stands for."""
    if form is not None:
        return form
    return _ENDINGS.get((out or "").rpartition(".")[2].lower(), "table")


def is_parquet(form: Form | None, out: str | None) -> bool:
    """Whether a table is to be written as Parquet, which only a file's ending asks for."""
    return form is None and (out or "").lower().endswith(".parquet")


def one_stdin(*paths: str | None) -> None:
    """Raises UsageError when more than one file is to be read from stdin."""
    if sum(path == "-" for path in paths) > 1:
        raise UsageError("only one file can come from stdin")
