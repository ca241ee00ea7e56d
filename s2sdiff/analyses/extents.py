"""How large what carries an axis of directions gets, for arguments of certain lengths."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from s2sdiff.analyses.carriers import AXIS
from s2sdiff.frontend.arrays.sampling import split_dim
from s2sdiff.graph import Block, Const, For, Push, Update, Var, While, blocks, defined, inner_defined, uses
from s2sdiff.kinds import Array, DictOf, Dim, Kind, ListOf, TupleOf, strip
from s2sdiff.numeric import tree as trees

#: Numbers that one value had best hold, so that arrays come from small blocks of memory that are used again.
CACHED = 3 * 2**12
#: Directions that are better taken at once than one by one, however large values get.
LEAST = 24
#: Numbers that may be held at a time.
KEPT = 2**23
#: Sizes of arguments for which it is noted how many directions are taken at once.
NOTED = 64


@dataclass(frozen=True)
class Extents:
    """The shapes of what carries the axis in a program, without it; None for a length that is not known.

    Attributes:
        shapes: of single values.
        kept: of what is kept in loops, with how many loops are around.
        largest: the largest number that is written in the program.
        blocks: how many directions to take at once, by how many there are and the sizes of the arguments.
    """

    shapes: frozenset[tuple[Dim | None, ...]]
    kept: frozenset[tuple[tuple[Dim | None, ...], int]]
    largest: int
    blocks: dict[Any, int] = field(default_factory=dict, compare=False)

    def block(self, count: int, params: Iterable[Var], arguments: dict[str, Any]) -> int:
        """How many of `count` directions to take at once for these arguments.

        What is not known counts as the largest length.
        """
        key = count, *map(sizes, arguments.values())
        if None in key:
            return self.fresh_block(count, params, arguments)
        if key not in self.blocks:
            if len(self.blocks) >= NOTED:
                self.blocks.clear()
            self.blocks[key] = self.fresh_block(count, params, arguments)
        return self.blocks[key]

    def fresh_block(self, count: int, params: Iterable[Var], arguments: dict[str, Any]) -> int:
        """What `block` gives, computed anew."""
        known: dict[Dim, int] = {}
        lengths = [self.largest]
        for p in params:
            if p.name in arguments:
                lengths += matched(strip(p.kind), arguments[p.name], known)
        longest = max(lengths)

        def size(shape: tuple[Dim | None, ...]) -> int:
            return math.prod(length(d, known, longest) for d in shape)

        widest = max(map(size, self.shapes), default=1)
        kept: int = sum(size(shape) * longest**loops for shape, loops in self.kept)
        runs = max(1, round(count / max(LEAST, CACHED // max(widest, 1))))
        return min(math.ceil(count / runs), KEPT // max(kept, 4 * widest, 1))


def sizes(value: Any) -> Any:
    """The lengths and whole numbers in an argument, as far as they are seen at a glance; None where they are not."""
    if isinstance(value, np.ndarray):
        return value.shape
    if isinstance(value, int | float):
        return ("int", value) if isinstance(value, int) else ()
    return len(value) if type(value) is list and set(map(type, value)) == {float} else None


def length(dim: Dim | None, known: dict[Dim, int], longest: int) -> int:
    """A length as a number."""
    if isinstance(dim, int) or dim is None:
        return longest if dim is None else dim
    base, offset = split_dim(dim)
    found: int = known[base] + offset if base in known else longest
    return known.get(dim, found)


def matched(kind: Kind, value: Any, known: dict[Dim, int]) -> Iterator[int]:
    """The lengths and whole numbers in an argument; `known` gets those that its kind names."""
    if isinstance(value, np.ndarray):
        yield from value.shape
        if isinstance(kind, Array) and kind.rank is not None and kind.dims is not None:
            known.update(zip(kind.dims, value.shape, strict=True))
    elif isinstance(value, int):
        yield abs(value)
    elif isinstance(value, list | dict) and not isinstance(kind, TupleOf):
        yield len(value)
        item = kind.item if isinstance(kind, ListOf | DictOf) else None
        for one in list(value.values() if isinstance(value, dict) else value)[:1]:
            yield from matched(strip(item) if item is not None else kind, one, known)
    elif (inside := trees.children(value)) is not None:
        kinds = kind.items if isinstance(kind, TupleOf) else (kind,) * len(inside[0])
        for own, (_, part) in zip(kinds, inside[0], strict=False):
            yield from matched(strip(own), part, known)


def extents(body: Block) -> Extents:
    """The shapes of what carries the axis."""
    shapes: set[tuple[Dim | None, ...]] = set()
    kept: set[tuple[tuple[Dim | None, ...], int]] = set()
    numbers = [1]

    def visit(block: Block, loops: int) -> None:
        for s in block:
            inside = loops + isinstance(s, For | While)
            for v in (*defined(s), *inner_defined(s)):
                shapes.update(own_shapes(v.kind))
            for a in uses(s):
                if isinstance(a, Const) and type(a.value) is int:
                    numbers.append(abs(a.value))
            if isinstance(s, Push) or (isinstance(s, Update) and s.how == "append"):
                value = s.value if isinstance(s, Push) else s.args[-1]
                if isinstance(value, Var):
                    kept.update((shape, loops) for shape in own_shapes(value.kind))
            for b in blocks(s):
                visit(b, inside)

    visit(body, 0)
    return Extents(frozenset(shapes), frozenset(kept), max(numbers))


def own_shapes(kind: Kind) -> Iterator[tuple[Dim | None, ...]]:
    """The shapes of the arrays in a value that carry the axis, without it."""
    kind = strip(kind)
    if isinstance(kind, Array):
        if kind.dims is None:
            yield (None,) * max((kind.rank or 1) - 1, 0)
        elif kind.dims and kind.dims[0] == AXIS:
            yield kind.dims[1:]
    elif isinstance(kind, ListOf | DictOf) and kind.item is not None:
        yield from own_shapes(kind.item)
    elif isinstance(kind, TupleOf):
        for k in kind.items:
            yield from own_shapes(k)
