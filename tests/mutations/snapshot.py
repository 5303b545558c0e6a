"""Copies of the project in which mutations are put."""

import shutil
import subprocess
from collections.abc import Iterator
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode

ROOT = Path(__file__).parents[2]
PACKAGES = ("lotdesign", "solver", "tui")
"""What mutations may change; tests depend on all of it."""


def copy_tree(folder: Path, commit: str = "") -> Path:
    """Fills a folder with the files of a commit, or with those of the tree as it stands.

    Python files are compiled by content: a file that changes twice a second must not pass for its
    old self. A commit that git does not know raises CalledProcessError.
    """
    folder.mkdir()
    if commit:
        packed = _git("archive", "--format=tar", commit)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    else:
        for name in _list_files():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


def _list_files() -> Iterator[str]:
    """Files that git has or would add; those that are gone from the disk are not among them."""
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = sorted(set(listed.decode("utf-8").split("\0")) - {""})
    return (name for name in names if (ROOT / name).is_file())


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout
