"""Inter-process communication: pickled messages over a pipe between a process and its child."""

import os
import pickle
from contextlib import suppress
from struct import Struct
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import subprocess

_MESSAGE_SIZE = Struct(">Q")


def send_message(pipe: BinaryIO, message: object) -> None:
    """Write a message; raises OSError or ValueError when the reader is gone."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_MESSAGE_SIZE.pack(len(data)) + data)
    pipe.flush()


def receive_message(pipe: BinaryIO) -> Any:
    """Read the next message; raises EOFError when the writer is gone."""
    head = pipe.read(_MESSAGE_SIZE.size)
    if len(head) < _MESSAGE_SIZE.size:
        raise EOFError
    (size,) = _MESSAGE_SIZE.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


def take_over_standard_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The child's stdin and stdout, kept for messages alone.

    Descriptors 0 and 1 lead to the null device then, so that no library disturbs the messages.
    """
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1):
        os.dup2(nowhere, each)
    return inbox, outbox


def end_process(process: "subprocess.Popen[bytes]") -> None:
    """Kills a child, waits for its end and closes the pipe to it.

    Whoever reads what it writes closes that pipe.
    """
    process.kill()
    process.wait()
    if process.stdin is not None:
        with suppress(OSError):  # what was not written yet goes nowhere
            process.stdin.close()
