"""Versions of the files that edits were written into, kept so that undo and redo can go between.

Each version is one file in the user's state folder, named by the digest of what is in it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from lotdesign.atomic_files import encode_text, write_bytes, write_together
from tui.session.session import WrittenFile
from tui.session.write_back import EditedFiles, NotWritable


def find_version_folder() -> Path:
    """The folder of all versions."""
    from platformdirs import user_state_path

    return user_state_path("lotdesign", appauthor=False) / "backups"


@contextmanager
def hold_files() -> Iterator[None]:
    """Lets one window at a time write into the files of scenarios; raises OSError."""
    folder = find_version_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with suppress(ImportError, OSError):  # no such locks there
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def keep_versions(files: EditedFiles) -> tuple[WrittenFile, ...]:
    """Keeps each file as it is and as it will be; raises OSError: then nothing may be written."""
    return tuple(
        WrittenFile(str(path.resolve()), _keep(files.before[path]), _keep(encode_text(text)))
        for path, text in files.texts.items()
    )


def _keep(data: bytes) -> str:
    digest = sha256(data).hexdigest()
    file = find_version_folder() / digest
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, data)
    return digest


def go_between(old: Sequence[WrittenFile], new: Sequence[WrittenFile]) -> None:
    """Takes what only `old` wrote back and writes what only `new` did.

    Raises NotWritable or OSError, and then writes nothing: where a file was changed since by
    anybody else, or a version is gone.
    """
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    steps = [(each.path, each.after, each.before) for each in reversed(old[same:])]
    steps += [(each.path, each.before, each.after) for each in new[same:]]
    found: dict[str, str] = {}
    now: dict[str, str] = {}
    for path, expected, wanted in steps:
        if path not in now:
            found[path] = now[path] = _digest_file(path)
        if now[path] != expected:
            raise NotWritable(f"{Path(path).name} was changed since, so it stays as it is")
        now[path] = wanted
    folder = find_version_folder()
    held = {Path(path): (folder / digest).read_bytes() for path, digest in now.items()}

    def check() -> None:
        for path, digest in found.items():
            if _digest_file(path) != digest:
                raise NotWritable(f"{Path(path).name} was changed meanwhile")

    write_together(held, check)


def _digest_file(path: str) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()
