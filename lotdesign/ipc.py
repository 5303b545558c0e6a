"""Inter-process communication: whole messages over a pipe between a process and its child."""

import os
import pickle
from struct import Struct
from typing import Any, BinaryIO

_MESSAGE_SIZE = Struct(">Q")


def send_message(pipe: BinaryIO, message: object) -> None:
    """Writes a message; raises OSError or ValueError when nobody reads any more."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_MESSAGE_SIZE.pack(len(data)) + data)
    pipe.flush()


def receive_message(pipe: BinaryIO) -> Any:
    """The next message; raises EOFError when the other side is gone."""
    head = pipe.read(_MESSAGE_SIZE.size)
    if len(head) < _MESSAGE_SIZE.size:
        raise EOFError
    (size,) = _MESSAGE_SIZE.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


def take_over_standard_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The stdin and stdout that a child began with, for messages alone.

    Libraries that read or print meanwhile reach nothing.
    """
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1):
        os.dup2(nowhere, each)
    return inbox, outbox
