"""Outcomes are kept in a file, so that an interrupted run goes on where it ended."""

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Lock

from tests.mutations.mutation import Mutation
from tests.mutations.outcome import Word
from tests.mutations.snapshot import PACKAGES

_MOST_LIKELY = 5
"""Tests that are tried before those that an entry names."""


class KeptOutcomes:
    """Words by key, and the latest by entry, in a file that only ever grows.

    It has one JSON object a line; one that a killed run left unfinished is passed over.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._words: dict[str, Word] = {}
        self._latest: dict[str, Word] = {}
        self._noticed: dict[str, str] = {}
        self._noticed_in: dict[str, dict[str, None]] = {}
        if file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                try:
                    row = json.loads(line)
                except json.JSONDecodeError:
                    continue
                self._words[row["key"]] = row["word"]
                self._latest[row.get("entry", "")] = row["word"]
                if "noticed" in row:
                    self._note(row["entry"], row["file"], row["noticed"])

    def find(self, key: str) -> Word | None:
        """The word that is kept, or None."""
        return self._words.get(key)

    def find_earlier(self, mutation: Mutation) -> Word | None:
        """The latest word of an entry, whatever its file and its tests were then."""
        return self._latest.get(name_entry(mutation))

    def find_noticed(self, mutation: Mutation) -> str | None:
        """The test that noticed an entry at last, whatever its file and that test were then."""
        return self._noticed.get(name_entry(mutation))

    def list_likely(self, mutation: Mutation) -> list[str]:
        """Tests to begin with: what noticed it at last, then what noticed others of its file."""
        own = self.find_noticed(mutation)
        others = [*self._noticed_in.get(mutation.file, ())][::-1][:_MOST_LIKELY]
        return [*dict.fromkeys([own, *others] if own else others)]

    def _note(self, entry: str, file: str, noticed: str) -> None:
        self._noticed[entry] = noticed
        self._noticed_in.setdefault(file, {})[noticed] = None

    def find_outcome(self, mutation: Mutation, tree: Path) -> Word | None:
        """What became of an entry as the tree stands, or None.

        That a test noticed holds until that test or the changed file is another; that none did,
        until any of the tests is.
        """
        word, noticed = self.find(key_entry(mutation, tree)), self.find_noticed(mutation)
        if word is None and noticed is not None:
            word = self.find(key_entry(replace(mutation, tests=noticed), tree))
        return word

    def keep_outcome(
        self, mutation: Mutation, tree: Path, word: Word, noticed: str, seconds: float
    ) -> None:
        """Keeps what became of an entry; `noticed` is the test that did, or empty."""
        facts: dict[str, object] = {"file": mutation.file, "seconds": seconds}
        if noticed:
            mutation = replace(mutation, tests=noticed)
            facts["noticed"] = noticed
            self._note(name_entry(mutation), mutation.file, noticed)
        self.keep(key_entry(mutation, tree), word, name_entry(mutation), **facts)

    def keep(self, key: str, word: Word, entry: str = "", **facts: object) -> None:
        """Adds a line for an entry; `facts` are for whoever reads the file."""
        with self._lock, self._file.open("a", encoding="utf-8") as out:
            self._words[key] = self._latest[entry] = word
            out.write(json.dumps({"key": key, "word": word, "entry": entry, **facts}) + "\n")


def name_entry(mutation: Mutation) -> str:
    """What an entry is called in the file: the change by itself."""
    return digest([mutation.file, mutation.old, mutation.new], [])


def key_entry(mutation: Mutation, tree: Path) -> str:
    """What an outcome depends on first: the entry, the file that it changes, and its tests.

    Other files of the tree are left out: most changes of them change no outcome, and a run
    over all would never be whole while the tree is worked on.
    """
    own = [mutation.file, mutation.tests, mutation.old, mutation.new]
    read = [tree / mutation.file, *_list_tests(mutation.tests.split(), tree)]
    return digest(own, read)


def key_sound(test: str, tree: Path, *, soon: bool = False) -> str:
    """What it depends on that tests pass without a mutation: them, and all of the packages."""
    packages = [file for name in PACKAGES for file in sorted((tree / name).rglob("*.py"))]
    return digest(
        ["sound soon" if soon else "sound", test], [*packages, *_list_tests([test], tree)]
    )


def digest(words: Iterable[str], files: Iterable[Path]) -> str:
    """One number for texts and for what files hold; a file that is not there counts as empty."""
    held = [file.read_text(encoding="utf-8") if file.is_file() else "" for file in files]
    return sha256(json.dumps([*words, *held]).encode("utf-8")).hexdigest()


def _list_tests(names: Iterable[str], tree: Path) -> list[Path]:
    """The files of tests, given by file, folder or single test."""
    paths = [tree / name.partition("::")[0] for name in names]
    inside = [sorted(path.rglob("*.py")) if path.is_dir() else [path] for path in paths]
    return [file for files in inside for file in files]
