"""What Python's own iterators give: range, enumerate, zip, reversed, map, filter, the views of dicts, generators."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.calls.producers import Counted, Producer
from s2sdiff.frontend.data import containers, fleets, shelves, subscripts
from s2sdiff.frontend.data.going import Going, themselves
from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.expressions.expressions import binary
from s2sdiff.frontend.loops.loops import (
    LISTED,
    Generator,
    each,
    each_item,
    go_over,
    iterated,
    iteration,
    length_range,
)
from s2sdiff.frontend.loops.told import UNROLLED, counted
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Fleet, Iter, Ref, Seq, Shelf
from s2sdiff.frontend.verbs import ref_kind
from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import ANY, BOOL, INT, ListOf, TupleOf, strip
from s2sdiff.operations import LENGTH, RANGE, builtin_call

SHORTEST = ast.parse("min((len(row) for row in _0), default=0)", mode="eval").body


@iterated("range")
def over_range(ctx: Lowerer, *bounds: Atom) -> Any:
    known = [b.value for b in bounds if isinstance(b, Const)]
    if ctx.ours and len(known) == len(bounds) and len(range(*known)) <= UNROLLED:
        return [Const(k) for k in range(*known)]
    return themselves(ctx.let(RANGE, bounds, ANY, "range"), INT)


@iterated("generator")
def over_generator(ctx: Lowerer, node: ast.GeneratorExp, frame: Any, source: Any) -> Any:
    return Generator(node, frame, source)


@iterated("producer")
def over_producer(ctx: Lowerer, producer: Producer) -> Any:
    return producer


@iterated("iterator")
def over_iterator(ctx: Lowerer, source: Any) -> Any:
    return iteration(ctx, source)


@iterated("keys")
def over_keys(ctx: Lowerer, owner: Ref | Shelf) -> Any:
    if isinstance(owner, Shelf):
        return [Const(k) for k in shelves.keys(ctx, owner)]
    return themselves(ctx.let(LISTED, (load_ref(ctx, owner),), ANY), ANY)


@iterated("values")
def over_values(ctx: Lowerer, owner: Ref | Shelf) -> Any:
    if isinstance(owner, Shelf):
        return list(shelves.items(ctx, owner).values())
    return over_keys(ctx, owner).giving(lambda k: subscripts.get_item(ctx, owner, k))


@iterated("items")
def over_items(ctx: Lowerer, owner: Ref | Shelf) -> Any:
    if isinstance(owner, Shelf):
        return [Seq((Const(k), v)) for k, v in shelves.items(ctx, owner).items()]
    return over_keys(ctx, owner).giving(lambda k: Seq((k, subscripts.get_item(ctx, owner, k))))


@iterated("members")
def over_members(ctx: Lowerer, fleet: Fleet, places: Atom) -> Any:
    return fleets.over(ctx, fleet, places)


@iterated("enumerate")
def over_enumerate(ctx: Lowerer, source: Any, start: Atom) -> Any:
    inner = iteration(ctx, source)

    def numbered(k: Atom, item: Any) -> Seq:
        if isinstance(start, Const) and (isinstance(k, Const) or start.value == 0):
            return Seq((Const(start.value + k.value) if isinstance(k, Const) else k, item))
        first, second = (start, k) if isinstance(k, Const) else (k, start)
        return Seq((binary(ctx, "add", first, second), item))

    if isinstance(inner, list):
        return [numbered(Const(k), item) for k, item in enumerate(inner)]
    if isinstance(inner, Producer):
        return Counted(inner, start)
    seq, item_at, _ = indexed(ctx, inner)
    return Going(seq, lambda k: numbered(k, item_at(k)))


@iterated("zip")
def over_zip(ctx: Lowerer, *sources: Any) -> Any:
    if any(isinstance(a, Shelf) or (isinstance(a, Seq) and not containers.data_like(a)) for a in sources):
        refusal = ctx.refuse("SD201", "a list of unlike things is gone over beside one of unknown length")
        sources = tuple(counted(ctx, a, refusal) for a in sources)
    inners = [iteration(ctx, a) for a in sources]
    known = [i for i in inners if isinstance(i, list)]
    if known and len(known) == len(inners):
        return [Seq(row) for row in zip(*inners, strict=False)]
    if known and ctx.fold:  # rules zip sequences of one length
        ways = [i if isinstance(i, list) else indexed(ctx, i) for i in inners]
        return [
            Seq(tuple(way[k] if isinstance(way, list) else way.item_at(Const(k)) for way in ways))
            for k in range(len(known[0]))
        ]
    producing = [isinstance(i, Producer) for i in inners]
    if producing in ([True, False], [False, True]):
        seq, item_at, _ = indexed(ctx, inners[producing[0]])
        return Counted(inners[producing[1]], Const(0), (containers.length(ctx, seq), item_at, producing[1]))
    parts = [indexed(ctx, i) for i in inners]
    counts = [containers.length(ctx, part.seq) for part in parts]
    count = counts[0]
    if len(counts) > 1:
        count = ctx.let(builtin_call(min), tuple(counts), INT)
    return Going(length_range(ctx, count), lambda k: Seq(tuple(part.item_at(k) for part in parts)))


@iterated("reversed")
def over_reversed(ctx: Lowerer, source: Any) -> Any:
    inner = iteration(ctx, source)
    if isinstance(inner, list):
        return inner[::-1]
    if isinstance(inner, Generator | Producer):
        raise ctx.refuse("SD209", "a generator cannot be reversed")
    none = Const(None)
    backwards = ctx.let(Op("item", "slice"), (inner.seq, none, none, Const(-1)), ANY, "range")
    return inner._replace(seq=backwards)


@iterated("transposed")
def over_transposed(ctx: Lowerer, rows: Any) -> Any:
    """``zip(*rows)``, of as many rows as there are at run time."""
    count = ctx.let(LENGTH, (atom_of(ctx, rows),), INT)
    shortest = ctx.let(Op("template", "shortest", SHORTEST), (atom_of(ctx, rows),), INT)
    return Going(length_range(ctx, shortest), lambda k: column(ctx, rows, count, k))


def column(ctx: Lowerer, rows: Any, count: Atom, k: Atom) -> Any:
    """Item k of each of `count` rows."""
    result = containers.empty_list(ctx)

    def take(i: Atom) -> None:
        row = subscripts.get_item(ctx, rows, i)
        containers.append(ctx, result, subscripts.get_item(ctx, row, k))

    each(ctx, length_range(ctx, count), take)
    return result


def columns_apart(ctx: Lowerer, value: Any) -> Any:
    """``zip(*rows)`` that is unpacked, of rows that are tuples: its columns one by one; any other value as it is."""
    rows = value.args[0] if isinstance(value, Iter) and value.how == "transposed" else None
    kind = strip(ref_kind(ctx, rows)) if isinstance(rows, Ref) else None
    row = strip(kind.item) if isinstance(kind, ListOf) and kind.item is not None else None
    if not isinstance(row, TupleOf):
        return value
    count = ctx.let(LENGTH, (atom_of(ctx, rows),), INT)

    def fails() -> None:
        raise ctx.ends(ValueError, ("there are no rows to unpack",))

    ctx.branch(ctx.let(Op("compare", "eq"), (count, Const(0)), BOOL), fails, lambda: None)
    return Seq(tuple(column(ctx, rows, count, Const(k)) for k in range(len(row.items))))


@iterated("filter")
def over_filter(ctx: Lowerer, test: Any, source: Any) -> Any:
    kept = containers.empty_list(ctx)

    def keep(item: Any) -> None:
        plain = isinstance(test, Const) and test.value is None
        truth = truth_of(ctx, item if plain else call(ctx, test, [item], {}))
        if isinstance(truth, Const):
            if truth.value:
                containers.append(ctx, kept, item)
            return
        ctx.branch(truth, lambda: containers.append(ctx, kept, item), lambda: None)

    each_item(ctx, source, keep)
    return iteration(ctx, kept)


@iterated("map")
def over_map(ctx: Lowerer, fn: Any, *sources: Any) -> Any:
    inner = over_zip(ctx, *sources) if len(sources) > 1 else iteration(ctx, sources[0])

    def applied(item: Any) -> Any:
        return call(ctx, fn, list(item.items) if len(sources) > 1 else [item], {})

    return mapped(ctx, inner, applied)


def mapped(ctx: Lowerer, inner: Any, applied: Callable[[Any], Any]) -> Any:
    """An iteration over what `applied` makes of the items of another."""
    if isinstance(inner, list):
        return [applied(i) for i in inner]
    if isinstance(inner, Generator | Producer):
        made = containers.empty_list(ctx)
        go_over(ctx, inner, lambda item: containers.append(ctx, made, applied(item)))
        return iteration(ctx, made)
    return inner.giving(applied)


def indexed(ctx: Lowerer, inner: Any) -> Going:
    """An iteration by position from zero."""
    if isinstance(inner, list):
        inner = iteration(ctx, containers.build_list(ctx, inner))
    if isinstance(inner, list):  # of objects, which are known one by one only
        raise ctx.refuse("SD201", "a list of unlike things is gone over beside one of unknown length")
    if isinstance(inner, Generator | Producer):
        raise ctx.refuse("SD209", "a generator is iterated beside something else", "make a list of it first")
    going: Going = inner
    if going.kind == INT and not (isinstance(going.seq, Var) and going.seq.name == "range"):
        return going
    count = containers.length(ctx, going.seq)
    return Going(length_range(ctx, count), lambda k: going.item_at(ctx.let(Op("item", "item"), (going.seq, k), going.kind)))
