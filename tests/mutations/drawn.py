"""Faults drawn from the text itself: an operator, a number or a call becomes its neighbour.

What is written by hand shows what its author thought of. These are chosen by nobody: of all such
changes of the files of a part those with the smallest hashes, so that most stay the same when the
files change.
"""

import ast
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from tests.mutations.explained import EXPLAINED
from tests.mutations.mutation import Mutation
from tests.mutations.snapshot import ROOT

Change = tuple[int, int, str]
"""Where the text begins and ends, in bytes of the file, and what stands there instead."""

_COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_COMPUTED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.FloorDiv: ("//", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def draw_mutations(files: Sequence[str], tests: str, count: int) -> list[Mutation]:
    """So many mutations of these files, all where there are fewer; the tests are to notice."""
    every = [each for file in files for each in _list_mutations(file, tests)]
    every.sort(key=lambda each: sha256(f"{each.file}{each.old}{each.new}".encode()).digest())
    return sorted(every[:count], key=lambda each: (each.file, each.old))


def list_files(*folders: str) -> list[str]:
    """The modules in folders, and files that are named themselves."""
    found = [ROOT / each for each in folders]
    paths = [p for each in found for p in (sorted(each.rglob("*.py")) if each.is_dir() else [each])]
    return [path.relative_to(ROOT).as_posix() for path in paths]


def _list_mutations(file: str, tests: str) -> Iterator[Mutation]:
    source = Path(ROOT / file).read_bytes()
    for start, end, text in _list_changes(source):
        old, new = _widen(source, start, end, text)
        yield Mutation(file, tests, old, new, EXPLAINED.get((file, new.strip()), ""))


def _widen(source: bytes, start: int, end: int, text: str) -> tuple[str, str]:
    """The change within whole lines, so many that they stand in the file once."""
    first, last = source.rfind(b"\n", 0, start) + 1, source.find(b"\n", end)
    while source.count(source[first:last]) > 1:
        first = source.rfind(b"\n", 0, first - 1) + 1
    new = source[first:start] + text.encode() + source[end:last]
    return source[first:last].decode(), new.decode()


def _list_changes(source: bytes) -> Iterator[Change]:
    text = _Text(source)
    for node in _walk_code(ast.parse(source)):
        yield from text.change_operators(node)
        yield from text.change_values(node)


class _Text:
    """The bytes of a file, and where the nodes of its syntax tree stand in them."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def change_operators(self, node: ast.AST) -> Iterator[Change]:
        """Each operator becomes its neighbour."""
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                yield from self._swap(left, right, _COMPARED[type(op)])
            case ast.BoolOp(op=op, values=values):
                words = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
                for one, other in pairwise(values):
                    yield from self._swap(one, other, words)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _COMPUTED:
                if not any(_is_text(each) for each in (left, right)):
                    yield from self._swap(left, right, _COMPUTED[type(op)])
            case ast.UnaryOp(op=ast.Not()):
                begin = self._find_span(node)[0]
                yield begin, begin + len("not "), ""

    def change_values(self, node: ast.AST) -> Iterator[Change]:
        """Numbers grow by one, conditions turn round or go, calls for their effect go."""
        match node:
            case ast.Constant(value=bool(value)):
                yield *self._find_span(node), str(not value)
            case ast.Constant(value=int(value)):
                yield *self._find_span(node), str(value + 1)
            case ast.Call(func=ast.Name(id=name) as called) if name in _CALLED:
                yield *self._find_span(called), _CALLED[name]
            case ast.IfExp(test=test):
                begin, end = self._find_span(test)
                yield begin, end, f"not ({self._source[begin:end].decode()})"
            case ast.Expr(value=ast.Call() | ast.YieldFrom()):
                yield *self._find_span(node), "()"
            case ast.comprehension(ifs=[condition, *_]):
                yield *self._find_span(condition), "True"

    def _find_span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def _swap(self, left: ast.expr, right: ast.expr, words: tuple[str, str]) -> Iterator[Change]:
        """The operator between two operands, where nothing stands but it and brackets."""
        begin, end = self._find_span(left)[1], self._find_span(right)[0]
        place = self._source[begin:end].find(words[0].encode())
        if place >= 0:
            yield begin + place, begin + place + len(words[0]), words[1]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _walk_code(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs: no annotations, decorators, text, types or checks of lengths."""
    for name, part in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        if isinstance(node, ast.keyword) and node.arg == "strict":
            continue  # a check that lengths are equal, which they are where nothing is at fault
        for child in part if isinstance(part, list) else [part]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr | ast.Raise):
                continue
            if isinstance(child, ast.Assign) and all(
                isinstance(target, ast.Name) and target.id[:1].isupper() for target in child.targets
            ):
                continue  # names of types
            yield child
            yield from _walk_code(child)
