"""Subscripts of what carries an axis of directions, read and written: a slice of everything comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from s2sdiff.frontend.steps import taken_by
from s2sdiff.graph import Atom, Carry, Const, For, Let, Op, Update, Var
from s2sdiff.kinds import ANY, INT, Array, Kind, ListOf, is_number, item_kind, strip
from s2sdiff.operations import RANGE, numpy_call
from s2sdiff.transforms.batched_axis import Axis, Unbatched, rank_of, with_axis
from s2sdiff.transforms.batched_calls import entry
from s2sdiff.transforms.products import chooses

_WHOLE = (Const(None),) * 3


def load(b: Axis, s: Let) -> Atom:
    """``base[...]``."""
    base, *path = s.args
    b.plain(*path)
    kind, own = strip(base.kind), strip(s.target.kind)
    x = b.one(base)
    if s.op.name != "index" and not isinstance(kind, Array):
        return b.let(s.op, (x, *path), with_axis(own))
    if s.op.name == "slice":
        raise Unbatched
    spec = s.op.payload if s.op.name == "index" else (("i",),) * len(path)
    steps = list(taken(spec, path))
    codes, atoms = put_first(steps)
    found = b.let(Op("item", "index", codes), (x, *atoms), with_axis(own))
    if apart(*steps[-1]):
        found = b.let(numpy_call("moveaxis"), (found, Const(picked(*steps[-1])), Const(0)), found.kind)
    elif is_number(own) and base in b.written:  # a number is no view
        found = b.let(Op("copy", "copy"), (found,), found.kind)
    return found


def taken(spec: Any, path: list[Atom]) -> Iterator[tuple[tuple[str, ...], list[Atom]]]:
    """Each subscript with the atoms in it."""
    rest = iter(path)
    for step in spec:
        yield step, [next(rest) for code in step for _ in range(taken_by(code))]


def put_first(
    steps: list[tuple[tuple[str, ...], list[Atom]]],
) -> tuple[tuple[tuple[str, ...], ...], list[Atom]]:
    """The form of the same subscripts of what carries the axis, and the atoms in them."""
    codes: list[tuple[str, ...]] = []
    atoms: list[Atom] = []
    for n, (step, own) in enumerate(steps):
        if step == ("k",):
            codes.append(step)
        elif step and step[0][0] == "t":
            order = "".join(str(int(k) + 1) for k in step[0][1:])
            if len(order) > 8:
                raise Unbatched
            codes.append((f"t0{order}",))
        elif step and step[0][0] == "w":
            raise Unbatched
        elif step in ((), ("e",)):
            codes.append(("e",))
        else:
            if n + 1 < len(steps) and apart(step, own):
                raise Unbatched
            codes.append(("s", *step))
            atoms += _WHOLE
        atoms += own
    return tuple(codes), atoms


def apart(step: tuple[str, ...], atoms: list[Atom]) -> bool:
    """Whether arrays of indices have something else between them, so that their axes come first in the result."""
    if not any(code in ("i", "r") for code in step):
        return False
    rest = iter(atoms)
    own = [(code, [next(rest) for _ in range(taken_by(code))]) for code in step]
    if not any(code in ("i", "r") and chooses(a[0]) for code, a in own):
        return False
    places = [k for k, code in enumerate(step) if code in ("i", "r")]
    return places[-1] - places[0] >= len(places)


def picked(step: tuple[str, ...], atoms: list[Atom]) -> int:
    """How many axes arrays of indices give the result."""
    rest = iter(atoms)
    ranks = [0]
    for code in step:
        own = [next(rest) for _ in range(taken_by(code))]
        kind = strip(own[0].kind) if code in ("i", "r") else INT
        if (isinstance(kind, ListOf) and strip(kind.item or ANY) == INT) or (isinstance(kind, Array) and kind.dtype == "bool"):
            ranks.append(1)
        elif code in ("i", "r"):
            ranks.append(rank_of(kind))
    return max(ranks)


def rank_of_part(kind: Kind, steps: list[tuple[tuple[str, ...], list[Atom]]]) -> int:
    """How many axes the part of a container has that subscripts lead to, in one direction."""
    rank: int | None = None
    for step, atoms in steps:
        if step == ("k",):
            kind = strip(item_kind(kind, atoms[0]))
            continue
        if rank is None:
            rank = rank_of(kind)
        if step and step[0][0] == "t":
            continue
        rest = iter(atoms)
        for code in step:
            own = [next(rest) for _ in range(taken_by(code))]
            index = strip(own[0].kind) if code in ("i", "r") else INT
            mask = isinstance(index, Array) and index.dtype == "bool"
            rank += 1 if code == "n" else -rank_of(index) if mask else -1 if code in ("i", "r") else 0
        rank += picked(step, atoms)
    return rank_of(kind) if rank is None else rank


def update(b: Axis, s: Update) -> None:
    """A container changed in place."""
    if s.spec is None:
        change(b, s)
        return
    before = len(b.out)
    *path, value = s.args
    b.plain(*path)
    steps = list(taken(s.spec, path))
    try:
        value = written(b, s, steps, value)
        codes, atoms = put_first(steps)
    except Unbatched:
        del b.out[before:]
        update_one_by_one(b, s, steps)
        return
    old = b.one(s.old)
    assert isinstance(old, Var)
    b.out.append(Update(b.fresh(s.new), old, s.how, (*atoms, value), None, s.place, codes))


def written(b: Axis, s: Update, steps: list[tuple[tuple[str, ...], list[Atom]]], value: Atom) -> Atom:
    """What is written to a part of an array, so that it meets the part in each direction."""
    if apart(*steps[-1]):
        raise Unbatched
    if not b.carries(value):
        return value
    rank = rank_of_part(s.old.kind, steps)
    if rank_of(value.kind) > rank:
        raise Unbatched
    return b.aligned(value, rank)


def update_one_by_one(b: Axis, s: Update, steps: list[tuple[tuple[str, ...], list[Atom]]]) -> None:
    """An array changed in place in each direction."""
    b.repeated += 1
    old, value, k = b.one(s.old), s.args[-1], Var("k", INT, True)
    assert isinstance(old, Var)
    at = sum(step == ("k",) for step, _ in steps)
    steps = [*steps[:at], (("i",), [k]), *steps[at:]]
    end = b.fresh(s.new)
    param, new = Var(end.name, end.kind), Var(end.name, end.kind)

    def trip() -> None:
        part = entry(b, b.one(value), value.kind, k) if b.carries(value) else value
        atoms = [a for _, own in steps for a in own]
        spec = tuple(step for step, _ in steps)
        b.out.append(Update(new, param, s.how, (*atoms, part), None, s.place, spec))

    each = b.let(RANGE, (b.count,), ANY)
    body, _ = b.nested(trip)
    b.out.append(For(k, each, body, (Carry(param, old, new, end),)))


def change(b: Axis, s: Update) -> None:
    """A list or dict changed in place."""
    path, value = (list(s.args), None) if s.how == "pop" else (list(s.args[:-1]), s.args[-1])
    b.plain(*path)
    old = b.one(s.old)
    assert isinstance(old, Var)
    kind: Kind = strip(s.old.kind)
    for step in path if s.how != "append" else [*path, None]:
        kind = strip(item_kind(kind, step))
    if value is None:
        item = b.fresh(s.item) if s.item is not None and s.item in b.marked else s.item
        b.out.append(replace(s, new=b.fresh(s.new), old=old, item=item))
        return
    if kind == ANY:
        kind = strip(value.kind)
    how = s.how
    if how in ("accumulate", "decrease") and is_number(kind):  # a new number, not the old one changed
        before = b.let(Op("item", "item"), (old, *path), with_axis(kind))
        sign = "add" if how == "accumulate" else "sub"
        how, new = "store", b.let(Op("binary", sign), (before, b.one(value)), with_axis(kind))
    elif how in ("store", "append"):
        new = b.carried(value, kind)  # type: ignore[assignment]
    elif isinstance(kind, Array) and kind.rank is None:
        update_one_by_one(b, s, [(("k",), [p]) for p in path])
        return
    else:
        new = b.aligned(value, rank_of(kind))  # type: ignore[assignment]
    b.out.append(replace(s, new=b.fresh(s.new), old=old, how=how, args=(*path, new)))
