"""A file with everything needed to find a bug of ours."""

import platform
import sys
import tempfile
import traceback
from importlib import metadata
from pathlib import Path

from lotdesign.cli.packages import PACKAGES
from lotdesign.version import CREATED_WITH


def write_crash(error: BaseException) -> str:
    """The path of the file, or what stands in for it when it cannot be written."""
    text = _report(error)
    for folder in (_state_folder, _temporary_folder):
        try:
            place = folder()
            place.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(".txt", "lotdesign-crash-", place)
            with open(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError:
            continue
        return name
    return f"these words, as no file could be written: {type(error).__name__}"


def _state_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("lotdesign", appauthor=False) / "crashes"


def _temporary_folder() -> Path:
    return Path(tempfile.gettempdir())


def _report(error: BaseException) -> str:
    lines = [
        CREATED_WITH,
        f"python {platform.python_version()} on {platform.platform()}",
        f"command: {sys.argv!r}",
        *(f"{name} {_version(name)}" for name in PACKAGES),
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(lines)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
