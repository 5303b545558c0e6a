"""The entry point: spares what nobody needs, then reads the command line."""

import gc
import os
import sys

from lotdesign.cli.confined import confined, limits_in

LOOK_EVERY = 500_000
"""New objects after which Python looks for rings among them: a short command makes none."""


def main() -> None:
    """Runs `lotdesign` with the arguments of the process."""
    arguments = sys.argv[1:]
    limits = limits_in(arguments)
    if limits is not None:
        sys.exit(confined(arguments, limits))
    _start_quickly()
    from lotdesign.cli.app import app, needed

    try:
        app(needed(arguments))(prog_name="lotdesign")
    finally:
        gc.freeze()  # all is over: looking for rings among what is left takes a tenth as well


def _start_quickly() -> None:
    """Spares what nobody here needs: a tenth of a short command."""
    gc.set_threshold(LOOK_EVERY)
    # No plugin may change what is read, and looking for them takes long.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What is counted here is whole numbers, for which numpy starts no threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
