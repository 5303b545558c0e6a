"""Many sets of blocks at once, as arrays of 64-bit words: W words of N sets, W x N.

Sums, unions and connected parts of all sets are looked up byte by byte, so that a million sets take
a fraction of a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from solver.arrays import Flags, Ints

Masks = npt.NDArray[np.uint64]
"""W x N: bit b of word w is block 64 w + b."""

Number = TypeVar("Number", np.int64, np.float64)

WORD = 64
_BYTE = 8
_BYTE_VALUES = 1 << _BYTE
_ONE = np.uint64(1)


def pack_masks(sets: Sequence[int], blocks: int) -> Masks:
    """The sets, each a Python integer with a bit for each of its blocks."""
    words = max(1, -(-blocks // WORD))
    low = (1 << WORD) - 1
    rows = [[mask >> (WORD * w) & low for mask in sets] for w in range(words)]
    return np.array(rows, dtype=np.uint64).reshape(words, len(sets))


def unpack_integers(masks: Masks) -> list[int]:
    """Each set as a Python integer."""
    return [sum(int(word) << (WORD * w) for w, word in enumerate(column)) for column in masks.T]


def unpack_masks(masks: Masks, blocks: int) -> Flags:
    """N x B: whether each set holds each block."""
    by_set = np.ascontiguousarray(masks.T).view(np.uint8)
    return np.unpackbits(by_set, axis=1, bitorder="little", count=blocks).view(np.bool_)


def is_empty(masks: Masks) -> Flags:
    """(N,): whether each set is empty."""
    flags: Flags = np.logical_not(masks.any(axis=0))
    return flags


def find_lowest(masks: Masks) -> Ints:
    """(N,): the lowest block of each set; of an empty one any number."""
    word = (masks != 0).argmax(axis=0)
    chosen = masks[word, np.arange(masks.shape[1])]
    low = chosen & (~chosen + _ONE)
    bit: Ints = np.frexp(low.astype(np.float64))[1].astype(np.int64) - 1
    return np.asarray(word * WORD + np.maximum(bit, 0))


@dataclass(frozen=True)
class WeightTable(Generic[Number]):
    """Sums of the weights (B,) of the blocks of any set, looked up by byte."""

    weights: npt.NDArray[Number]

    @cached_property
    def _by_byte(self) -> npt.NDArray[Number]:
        """Bytes x 256."""
        count = -(-len(self.weights) // _BYTE)
        padded = np.zeros(count * _BYTE, dtype=self.weights.dtype)
        padded[: len(self.weights)] = self.weights
        bits = (np.arange(_BYTE_VALUES)[:, None] >> np.arange(_BYTE)) & 1
        table: npt.NDArray[Number] = padded.reshape(count, _BYTE) @ bits.T.astype(padded.dtype)
        return table

    def sum_weights(self, masks: Masks) -> npt.NDArray[Number]:
        """(N,): the sum of weights of each set."""
        total = np.zeros(masks.shape[1], dtype=self.weights.dtype)
        for place, table in enumerate(self._by_byte):
            total += table[_read_byte(masks, place)]
        return total


@dataclass(frozen=True)
class UnionTable:
    """Unions of the sets that belong to the blocks of any set, such as their neighbours."""

    sets: Masks

    @cached_property
    def _by_byte(self) -> Masks:
        """Bytes x W x 256."""
        words, blocks = self.sets.shape
        count = -(-blocks // _BYTE)
        table = np.zeros((count, words, _BYTE_VALUES), dtype=np.uint64)
        values = np.arange(_BYTE_VALUES)
        for block in range(blocks):
            holds = (values >> (block % _BYTE) & 1).astype(np.bool_)
            table[block // _BYTE][:, holds] |= self.sets[:, block, None]
        return table

    def unite(self, masks: Masks) -> Masks:
        """W x N: the union for each set."""
        union = np.zeros_like(masks)
        for place, table in enumerate(self._by_byte):
            union |= table[:, _read_byte(masks, place)]
        return union

    def flood(self, seeds: Masks, regions: Masks) -> Masks:
        """W x N: what each seed reaches inside its region, itself included."""
        reached = seeds & regions
        active = np.arange(seeds.shape[1])
        while len(active):
            now, inside = reached[:, active], regions[:, active]
            wider = (now | self.unite(now)) & inside
            has_grown = (wider != now).any(axis=0)
            reached[:, active] = wider
            active = active[has_grown]
        return reached


def order_masks(masks: Masks) -> Ints:
    """Positions that put equal sets next to each other."""
    return np.lexsort(masks)


def select_blocks(blocks: Ints, words: int) -> Masks:
    """W x N: the sets of one block each."""
    masks = np.zeros((words, len(blocks)), dtype=np.uint64)
    masks[blocks // WORD, np.arange(len(blocks))] = _ONE << (blocks % WORD).astype(np.uint64)
    return masks


def _read_byte(masks: Masks, place: int) -> npt.NDArray[np.uint8]:
    """(N,): the blocks of one byte of each set."""
    word, byte = divmod(place, WORD // _BYTE)
    return np.ascontiguousarray(masks[word]).view(np.uint8)[byte :: WORD // _BYTE]
