#!/bin/sh
# PyMetis: contiguous parts are asked for, and parts in pieces come.
#
# Expected: with contig=1 each part is in one piece wherever the map is.
#
# Seen with pymetis 2025.2.2: up to eight parts are made by recursive bisection, which does not
# know the option and ignores it without a word: a map of five places is cut into two lots, one
# of them in two pieces. With recursive=False both are in one piece.
#
# Why it matters here: METIS is the usual tool for cutting a map into a few large parts, which
# councils buy most; eight lots or fewer are the rule.
#
# Instead: lots are grown along borders or cut from spanning trees, so that they are in one
# piece, and the checker counts the pieces of every lot.

set -eu
name=pymetis-contiguous
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps pymetis==2025.2.2 typing_extensions==4.16.0; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import pymetis

# Five places, those that each touches, and their budgets; the map is in one piece.
NEIGHBOURS = [[1, 2, 3], [0], [0, 4], [0], [2]]
BUDGETS = [9, 6, 5, 3, 6]


def count_pieces(places):
    """How many pieces of the map these places make."""
    left, count = set(places), 0
    while left:
        count += 1
        reached = [left.pop()]
        for place in reached:
            touched = left.intersection(NEIGHBOURS[place])
            left -= touched
            reached += touched
    return count


for options in ({}, {"recursive": False}):
    _, part = pymetis.part_graph(
        2,
        adjacency=NEIGHBOURS,
        vweights=BUDGETS,
        options=pymetis.Options(contig=1),
        **options,
    )
    lots = [[place for place in range(5) if part[place] == lot] for lot in (0, 1)]
    pieces = [count_pieces(lot) for lot in lots]
    print(f"contig=1, {options or 'nothing else'}: lots {lots} of {pieces} pieces")
END

cat >expected <<'END'
contig=1, nothing else: lots [[0, 1], [2, 3, 4]] of [1, 2] pieces
contig=1, {'recursive': False}: lots [[0, 1, 3], [2, 4]] of [1, 1] pieces
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
