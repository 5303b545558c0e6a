"""Versions of the files that edits were written into, kept so that undo and redo can go between.

Each version is one file in the user's state folder, named by the digest of what is in it.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from lotdesign.atomic_files import encode_text, write_bytes, write_together
from tui.session.session import WrittenFile
from tui.session.write_back import EditedFiles, NotWritable


def find_version_folder() -> Path:
    """The folder of all versions."""
    from platformdirs import user_state_path

    return user_state_path("lotdesign", appauthor=False) / "backups"


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
    now: dict[str, str] = {}
    for path, expected, wanted in steps:
        if path not in now:
            now[path] = sha256(Path(path).read_bytes()).hexdigest()
        if now[path] != expected:
            raise NotWritable(f"{Path(path).name} was changed since, so it stays as it is")
        now[path] = wanted
    folder = find_version_folder()
    write_together({Path(path): (folder / digest).read_bytes() for path, digest in now.items()})
