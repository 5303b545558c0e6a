"""The entry point: spares what nobody needs, then reads the command line."""

import gc
import os
import sys

from lotdesign.app.cli.hard_limits import read_hard_limits, run_confined

GC_THRESHOLD = 500_000
"""New objects after which Python looks for rings among them: a short command makes none."""


def main() -> None:
    """Runs `lotdesign` with the arguments of the process."""
    arguments = sys.argv[1:]
    limits = read_hard_limits(arguments)
    if limits is not None:
        sys.exit(run_confined(arguments, limits))
    _start_quickly()
    from lotdesign.app.cli.registry import build_app, select_commands

    try:
        build_app(select_commands(arguments))(prog_name="lotdesign")
    finally:
        gc.freeze()  # all is over: looking for rings among what is left takes a tenth as well


def _start_quickly() -> None:
    """Spares what nobody here needs: a tenth of a short command."""
    gc.set_threshold(GC_THRESHOLD)
    # No plugin may change what is read, and looking for them takes long.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What is counted here is whole numbers, for which numpy starts no threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
