"""What itertools and NumPy's index iterators give, as positions: these have no derivative, the items at them may.

``combinations(u, 2)`` of differentiated items becomes ``combinations(range(len(u)), 2)``, and the items are
taken by subscripts.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import containers, subscripts
from s2sdiff.frontend.data.going import Going
from s2sdiff.frontend.expressions.expressions import binary
from s2sdiff.frontend.loops.iterators import indexed, mapped
from s2sdiff.frontend.loops.loops import (
    LISTED,
    each,
    each_item,
    iterated,
    iteration,
    length_range,
)
from s2sdiff.frontend.loops.told import UNROLLED
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Iter, Seq
from s2sdiff.graph import Atom, Const, External, Op
from s2sdiff.kinds import ANY, BOOL, INT, Array, ListOf, TupleOf, strip
from s2sdiff.operations import RANGE

SELECTING = (itertools.combinations, itertools.combinations_with_replacement, itertools.permutations)


def rows_of(ctx: Lowerer, fn: Any, args: tuple[Atom, ...], width: int, at: Callable[[list[Any]], Any]) -> Going:
    """How to go over ``fn(*args)``, which gives tuples of `width` ints; `at` makes an item of those."""
    module = "numpy" if fn is np.ndindex else "itertools"
    kind = TupleOf((INT,) * width)
    made = ctx.let(Op("call", fn.__name__, External(module, fn.__name__, fn)), args, ANY)
    rows = ctx.let(LISTED, (made,), ListOf(kind), "positions")

    def part(row: Atom, i: int) -> Atom:
        return ctx.let(Op("item", "item"), (row, Const(i)), INT, "ijklmn"[i % 6])

    return Going(rows, lambda k: at([part(k, i) for i in range(width)]), kind)


def few(inners: list[Any], width: int) -> bool:
    """Whether all items are known, and so few that what is made of them is written out."""
    return all(isinstance(i, list) and len(i) ** width <= UNROLLED for i in inners)


def literal(ctx: Lowerer, value: Any) -> int:
    """How many items are taken at a time, which must be known."""
    atom = atom_of(ctx, value)
    if isinstance(atom, Const) and type(atom.value) is int and atom.value >= 0:
        return atom.value
    raise ctx.refuse("SD401", "how many items are taken at a time is not known", "write a literal")


def _selecting(fn: Any) -> None:
    """Register the iterator over the ways to take some of the items of one sequence."""

    @structural(fn)
    def called(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        given = [*args, *keywords.values()]
        if len(given) != 2:
            raise ctx.refuse("SD401", f"how many items `{fn.__name__}` takes is not said", "write a literal")
        return Iter(fn.__name__, (given[0], literal(ctx, given[1])))

    @iterated(fn.__name__)
    def going(ctx: Lowerer, source: Any, width: int) -> Any:
        inner = iteration(ctx, source)
        if few([inner], width):
            return [Seq(row) for row in fn(inner, width)]
        seq, item_at, _ = indexed(ctx, inner)
        return rows_of(ctx, fn, (seq, Const(width)), width, lambda ks: Seq(tuple(map(item_at, ks))))


for _fn in SELECTING:
    _selecting(_fn)


@structural(itertools.product)
def product_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("product", tuple(args) * literal(ctx, keywords.get("repeat", Const(1))))


@iterated("product")
def over_product(ctx: Lowerer, *sources: Any) -> Any:
    inners = [iteration(ctx, a) for a in sources]
    if few(inners, len(inners)):
        return [Seq(row) for row in itertools.product(*inners)]
    ways = [indexed(ctx, i) for i in inners]
    seqs = tuple(way.seq for way in ways)

    def item(ks: list[Any]) -> Seq:
        return Seq(tuple(way.item_at(k) for way, k in zip(ways, ks, strict=True)))

    return rows_of(ctx, itertools.product, seqs, len(seqs), item)


@structural(itertools.pairwise)
def pairwise_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("pairwise", tuple(args))


@iterated("pairwise")
def over_pairwise(ctx: Lowerer, source: Any) -> Any:
    inner = iteration(ctx, source)
    if isinstance(inner, list):
        return [Seq(row) for row in itertools.pairwise(inner)]
    seq, item_at, _ = indexed(ctx, inner)
    count = binary(ctx, "sub", containers.length(ctx, seq), Const(1))
    pairs = ctx.let(RANGE, (count,), ANY)
    return Going(pairs, lambda k: Seq((item_at(k), item_at(binary(ctx, "add", k, Const(1))))))


@structural(itertools.count)
def count_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    start = args[0] if args else keywords.get("start", Const(0))
    step = args[1] if len(args) > 1 else keywords.get("step", Const(1))
    return Iter("count", (atom_of(ctx, start), atom_of(ctx, step)))


@iterated("count")
def over_count(ctx: Lowerer, start: Atom, step: Atom) -> Any:
    def number(k: Atom) -> Any:
        far = k if step == Const(1) else binary(ctx, "mul", k, step)
        return far if start == Const(0) else binary(ctx, "add", start, far)

    return Going(length_range(ctx, Const(sys.maxsize)), number)


@structural(itertools.starmap)
def starmap_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("starmap", tuple(args))


@iterated("starmap")
def over_starmap(ctx: Lowerer, fn: Any, source: Any) -> Any:
    inner = iteration(ctx, source)

    def applied(item: Any) -> Any:
        return call(ctx, fn, containers.known_items(ctx, item), {})

    return mapped(ctx, inner, applied)


@structural(itertools.chain.from_iterable)
def from_iterable_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    result = containers.empty_list(ctx)
    each_item(
        ctx,
        args[0],
        lambda part: each_item(ctx, part, lambda item: containers.append(ctx, result, item)),
    )
    return result


@structural(itertools.accumulate)
def accumulate_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    fn = args[1] if len(args) > 1 else keywords.get("func", Const(None))
    first = keywords.get("initial", Const(None))
    plain = isinstance(fn, Const) and fn.value is None
    seq, item_at, _ = indexed(ctx, iteration(ctx, args[0]))
    result = containers.empty_list(ctx)

    def further(k: Atom) -> None:
        total = subscripts.get_item(ctx, result, Const(-1))
        item = item_at(k)
        containers.append(ctx, result, binary(ctx, "add", total, item) if plain else call(ctx, fn, [total, item], {}))

    if not (isinstance(first, Const) and first.value is None):
        containers.append(ctx, result, first)
        each(ctx, seq, further)
        return result
    count = containers.length(ctx, seq)
    some = ctx.let(Op("compare", "gt"), (count, Const(0)), BOOL)
    ctx.branch(some, lambda: containers.append(ctx, result, item_at(Const(0))), lambda: None)
    each(ctx, ctx.let(RANGE, (Const(1), count), ANY, "range"), further)
    return result


@structural(np.ndindex)
def ndindex_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    whole = len(args) == 1 and not (isinstance(args[0], Const) or atom_of(ctx, args[0]).kind == INT)
    return Iter("ndindex", tuple(containers.known_items(ctx, args[0]) if whole else args))


@iterated("ndindex")
def over_ndindex(ctx: Lowerer, *lengths: Any) -> Any:
    atoms = tuple(atom_of(ctx, n) for n in lengths)
    return rows_of(ctx, np.ndindex, atoms, len(atoms), lambda ks: Seq(tuple(ks)))


@structural(np.ndenumerate)
def ndenumerate_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return Iter("ndenumerate", tuple(args))


@iterated("ndenumerate")
def over_ndenumerate(ctx: Lowerer, source: Any) -> Any:
    kind = strip(atom_of(ctx, source).kind)
    if not isinstance(kind, Array) or kind.rank is None:
        raise ctx.refuse("SD401", "the rank of what `ndenumerate` goes over is not known")
    shape = ctx.let(Op("attr", "shape"), (atom_of(ctx, source),), TupleOf((INT,) * kind.rank))
    return rows_of(
        ctx,
        np.ndindex,
        (shape,),
        kind.rank,
        lambda ks: Seq((Seq(tuple(ks)), subscripts.get_item(ctx, source, Seq(tuple(ks))))),
    )
