"""Stops HiGHS on request or at a deadline, through its interrupt callbacks."""

import time
from dataclasses import dataclass
from typing import Any

import highspy

CALLBACK_KINDS = highspy.cb.HighsCallbackType
INTERRUPT_CALLBACKS = (
    CALLBACK_KINDS.kCallbackMipInterrupt,
    CALLBACK_KINDS.kCallbackSimplexInterrupt,
    CALLBACK_KINDS.kCallbackIpmInterrupt,
)


@dataclass
class StopSignal:
    """Tells HiGHS whether to go on. HiGHS can overrun its own time limit, hence the deadline."""

    deadline: float | None = None
    is_set: bool = False

    def set(self) -> None:
        """Stop HiGHS at its next callback."""
        self.is_set = True

    def reset(self, deadline: float | None) -> None:
        """Let HiGHS run again, until a deadline (monotonic)."""
        self.deadline, self.is_set = deadline, False

    def attach(self, highs: highspy.Highs) -> None:
        """Make HiGHS ask this signal.

        It replaces a callback of highspy's that refers to the solver, which would never be freed.
        """
        highs.setCallback(self.reply, None)
        for kind in INTERRUPT_CALLBACKS:
            highs.startCallback(kind)

    def reply(self, kind: Any, message: str, output: Any, reply: Any, data: Any) -> None:
        """The callback."""
        late = self.deadline is not None and time.monotonic() > self.deadline
        reply.user_interrupt = self.is_set or late
