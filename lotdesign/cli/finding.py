"""What a check of the installation came to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what was found; not all of it is `needed`."""

    name: str
    ok: bool
    text: str
    needed: bool = True
