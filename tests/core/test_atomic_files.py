"""Files that are replaced as a whole, and what they replace."""

import sys
from pathlib import Path

import pytest

from lotdesign.atomic_files import write_bytes, write_together

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux swaps two files in one step")


@LINUX
def test_what_is_replaced_can_be_kept_also_what_was_written_after_the_check(tmp_path: Path) -> None:
    file, seen = tmp_path / "file", list[bytes]()
    write_bytes(file, b"old")
    write_together(
        {file: b"ours"},
        check=lambda: write_bytes(file, b"theirs"),
        keep=lambda replaced: seen.append(replaced.read_bytes()),
    )
    assert (file.read_bytes(), seen) == (b"ours", [b"theirs"])
    assert [*tmp_path.iterdir()] == [file]


@LINUX
def test_what_cannot_be_kept_is_put_back(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_bytes(file, b"old")

    def refuse(replaced: Path) -> None:
        raise OSError("no place")

    with pytest.raises(OSError, match="no place"):
        write_together({file: b"ours"}, keep=refuse)
    assert file.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [file]


def test_where_nothing_stood_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_together({file: b"ours"}, keep=lambda replaced: pytest.fail("nothing was replaced"))
    assert file.read_bytes() == b"ours"
