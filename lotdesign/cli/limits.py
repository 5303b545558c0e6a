"""How long and with what a command may search."""

from typing import Annotated

import typer

from lotdesign.cli.values import gigabytes, seconds, whole

LARGEST_SEED = 2**31 - 1
MOST_WORKERS = 1024

TimeLimit = Annotated[
    float | None,
    typer.Option(parser=seconds("--time-limit"), metavar="S", help="Stop after so many seconds."),
]
MemoryLimit = Annotated[
    float | None,
    typer.Option(
        parser=gigabytes("--memory-limit"),
        metavar="GB",
        help="Stop when so many gigabytes are held, and keep the best so far.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(parser=whole("--seed", 0, LARGEST_SEED), metavar="N", help="Seed of the engine."),
]
Workers = Annotated[
    int,
    typer.Option(
        parser=whole("--workers", 0, MOST_WORKERS),
        metavar="N",
        help="Parallel workers; 0: as suits the size.",
    ),
]
