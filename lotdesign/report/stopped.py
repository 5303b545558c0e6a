"""What is said of a run that did not come to its end."""

from typing import Final

STOPPED: Final = {
    "interrupted": "stopped by hand",
    "time limit": "stopped by the time limit",
    "memory limit": "stopped by the memory limit",
}
"""By what `ended` or `termination` says; what is not here was not stopped."""

TOO_MANY = "There are too many lots to choose from: rules about single lots would help."


def remark(ended: str) -> str:
    """What stands below the answer of a run of many solves; empty where it came to its end."""
    if ended == "too many lots":
        return TOO_MANY
    how = STOPPED.get(ended, "")
    return how and f"{how.capitalize()}: what was found until then follows; there may be more."
