"""`python -m tests.fuzz --minutes 10`: goes on drawing scenarios, and counts what agrees."""

import argparse
import sys
import time
from collections import Counter

from tests.fuzz.seeds import large, small
from tests.fuzz.small import UNDECIDED


def main() -> int:
    """Counts on stdout as a table; 1 when anything disagrees."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--large-every", type=int, default=5, help="0: none")
    asked = parser.parse_args()
    ends, seed, wrong = time.monotonic() + 60 * asked.minutes, asked.seed, 0
    counted: Counter[str] = Counter()
    while time.monotonic() < ends:
        wrong += small(seed, counted)
        if asked.large_every and seed % asked.large_every == 0:
            wrong += large(seed, counted)
        seed += 1
    sys.stdout.write("| what | number |\n| --- | --- |\n")
    counted.update({f"left open by {way}": times for way, times in UNDECIDED.items()})
    for what, number in sorted(counted.items()):
        sys.stdout.write(f"| {what} | {number:,} |\n")
    sys.stdout.write(f"| disagreements | {wrong:,} |\n\nSeeds {asked.seed} to {seed - 1}.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
