"""Runs the mutations: `python -m tests.mutations.run [--only PART] > docs/mutations.md`.

Each is put into a copy of the project, its narrow tests are run there, and the outcome is a row
of a Markdown table on stdout; progress goes to stderr. Outcomes are kept in a file: a run that was
interrupted goes on, and what has not changed since is not run again. The exit status is 0 when
every mutation is caught, or survives as it is said to.
"""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from time import monotonic

from tests.mutations.kept import KeptOutcomes, key_sound
from tests.mutations.mutation import Mutation
from tests.mutations.outcome import CAUGHT, Outcome, as_markdown
from tests.mutations.snapshot import ROOT, copy_tree
from tests.mutations.table import AREAS
from tests.mutations.trial import CopiedTree, does_pass, try_mutation

Areas = Mapping[str, Sequence[Mutation]]


def main(words: Sequence[str] | None = None) -> int:
    """Runs what is asked for and prints the page."""
    asked = read_arguments(words)
    areas = choose_areas(AREAS, asked.only)
    if not areas:
        print(f"No such part. They are: {'; '.join(AREAS)}", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        copies = range(1 if asked.show else asked.jobs)
        trees = [copy_tree(Path(folder) / str(i), asked.commit) for i in copies]
        kept = KeptOutcomes(asked.kept)
        if not asked.show:
            run_all(areas, trees, kept, afresh=asked.afresh)
        outcomes = {
            area: [recall(each, trees[0], kept) for each in table] for area, table in areas.items()
        }
    print(as_markdown(outcomes))
    return 0 if all(each.as_said for found in outcomes.values() for each in found) else 1


def read_arguments(words: Sequence[str] | None) -> Namespace:
    """What is asked for on the command line."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PART",
        help="a part of the catalogue, by the start of its name; may be repeated",
    )
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1, help="copies at a time")
    parser.add_argument("--commit", default="", help="try this commit, not the files as they are")
    parser.add_argument("--kept", type=Path, default=ROOT / ".mutations.jsonl", help="the outcomes")
    parser.add_argument("--afresh", action="store_true", help="run also what is kept")
    parser.add_argument("--show", action="store_true", help="run nothing, print what is kept")
    return parser.parse_args(words)


def choose_areas(areas: Areas, names: Sequence[str]) -> dict[str, Sequence[Mutation]]:
    """The areas whose names begin so, in whatever case; all where none is named."""
    begun = tuple(name.casefold() for name in names)
    return {name: areas[name] for name in areas if not begun or name.casefold().startswith(begun)}


def run_all(areas: Areas, folders: Sequence[Path], kept: KeptOutcomes, *, afresh: bool) -> None:
    """Tries what is not kept yet, a mutation for each copy at a time.

    What survived at last comes first, then what was never run, then what was caught before.
    A test that fails without any mutation too has noticed nothing: the outcome is then an error,
    and not kept.
    """
    trees = [CopiedTree(folder) for folder in folders]
    free: SimpleQueue[CopiedTree] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def try_entry(mutation: Mutation) -> None:
        if kept.find_outcome(mutation, folders[0]) is not None and not afresh:
            return
        tree, began = free.get(), monotonic()
        try:
            outcome, noticed = try_mutation(mutation, tree, kept.list_likely(mutation))
            soon = outcome.word == "no end"
            ill = [test for test in noticed if not _is_sound(test, tree, kept, soon=soon)]
        finally:
            free.put(tree)
        if ill:
            outcome = Outcome(mutation, "error", f"{ill[0]} {_ILL}")
        seconds = round(monotonic() - began, 1)
        if outcome.word != "error":
            by = noticed[0] if noticed else ""
            kept.keep_outcome(mutation, tree.folder, outcome.word, by, seconds)
        said = f"{outcome.word:10} {seconds:6} s  {mutation.file}: {mutation.old!r} {outcome.why}"
        print(said, file=sys.stderr, flush=True)

    with ThreadPoolExecutor(len(trees)) as pool:
        every = [each for table in areas.values() for each in table]
        list(pool.map(try_entry, sorted(every, key=lambda each: _rank_entry(each, kept))))
    for tree in trees:
        tree.close()


_ILL = "fails, or takes long, without any mutation"


def _is_sound(test: str, tree: CopiedTree, kept: KeptOutcomes, *, soon: bool) -> bool:
    """Whether a test passes without any mutation; what passed once is not run again."""
    key = key_sound(test, tree.folder, soon=soon)
    if kept.find(key) is None and does_pass(test, tree, soon=soon):
        kept.keep(key, "survived", test=test)
    return kept.find(key) is not None


def _rank_entry(mutation: Mutation, kept: KeptOutcomes) -> int:
    word = kept.find_earlier(mutation)
    return 1 if word is None else 2 if word in CAUGHT or mutation.equivalent else 0


def recall(mutation: Mutation, tree: Path, kept: KeptOutcomes) -> Outcome:
    """The outcome that is kept, an earlier one, or why there is none."""
    word, earlier = kept.find_outcome(mutation, tree), kept.find_earlier(mutation)
    if word is not None:
        return Outcome(mutation, word)
    file = tree / mutation.file
    times = file.read_text(encoding="utf-8").count(mutation.old) if file.is_file() else 0
    if times != 1:
        return Outcome(mutation, "error", f"the old text stands {times} times in the file")
    return Outcome(mutation, earlier or "not run", is_earlier=earlier is not None)


if __name__ == "__main__":
    sys.exit(main())
