"""The axis of directions: what stands for each atom of a program that takes many directions at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.analyses.carriers import AXIS, carriers
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Carry,
    Const,
    External,
    For,
    Let,
    Op,
    Stmt,
    Update,
    Var,
    walk,
)
from s2sdiff.kinds import (
    ANY,
    BOOL,
    COMPLEX,
    INT,
    REAL,
    Array,
    DictOf,
    Kind,
    ListOf,
    Maybe,
    TupleOf,
    differentiable,
    is_number,
    strip,
)
from s2sdiff.operations import LENGTH, builtin_call, numpy_call

_DTYPES: dict[Kind, str] = {REAL: "float64", COMPLEX: "complex128", BOOL: "bool"}


class Unbatched(Exception):
    """A program, or an operation, of which it is not known how it would take many directions."""


def with_axis(kind: Kind) -> Kind:
    """The kind of a value that carries the axis: of a container, that of those of its items that have a derivative."""
    if isinstance(kind, Maybe):
        return Maybe(with_axis(kind.inner))
    if isinstance(kind, ListOf):
        return ListOf(inside(kind.item))
    if isinstance(kind, DictOf):
        return DictOf(inside(kind.item), kind.keys)
    if isinstance(kind, TupleOf):
        return TupleOf(tuple(inside(k) or k for k in kind.items), kind.cls, kind.fields)
    if isinstance(kind, Array):
        if kind.rank is None:  # what stands for its shape as a whole does so without the axis
            return Array(kind.dtype, None)
        return Array(kind.dtype, kind.rank + 1, None if kind.dims is None else (AXIS, *kind.dims))
    if kind in _DTYPES:
        return Array(_DTYPES[kind], 1, (AXIS,))
    raise Unbatched


def inside(kind: Kind | None) -> Kind | None:
    """The kind of an item of a container that carries the axis."""
    return kind if kind is None or not differentiable(kind) else with_axis(kind)


def rank_of(kind: Kind) -> int:
    """How many axes a number or an array has, in one direction."""
    kind = strip(kind)
    if isinstance(kind, Array) and kind.rank is not None:
        return kind.rank
    if not is_number(kind) or kind == ANY:
        raise Unbatched
    return 0


class Axis:
    """A program that is being rewritten: which variables carry the axis, and what stands for them.

    Attributes:
        marked: the variables that carry the axis.
        written: those that show memory which is changed in place.
        new: what stands for the variables that carry the axis.
        count: the number of directions.
        repeated: how many operations are done for each direction.
        divides: whether a real that carries the axis is divided by a real, which may stop a sweep.
    """

    def __init__(self, body: Block, seeds: tuple[Var, ...], used: set[str]) -> None:
        self.marked, self.written = carriers(body, seeds)
        self.defs = {s.target: s for s in walk(body) if isinstance(s, Let)}
        self.replaced = {s.old for s in walk(body) if isinstance(s, Update)}
        self.new: dict[Var, Atom] = {}
        self.out: list[Stmt] = []
        self.divides = False
        self.repeated = 0
        self.count = Var(next(n for n in ("sweeps", "sweeps_", "sweeps__") if n not in used), INT)

    def carries(self, *atoms: Atom | None) -> bool:
        """Whether one of some atoms carries the axis."""
        return any(a in self.marked for a in atoms if isinstance(a, Var))

    def one(self, a: Atom) -> Atom:
        """What stands for an atom, with the axis or without."""
        return self.new[a] if isinstance(a, Var) and a in self.marked else a

    def plain(self, *atoms: Atom | None) -> None:
        """Make sure that atoms are the same in all directions."""
        if self.carries(*atoms):
            raise Unbatched

    def let(self, op: Op, args: tuple[Atom, ...], kind: Kind, name: str = "t") -> Var:
        """Emit an operation."""
        target = Var(name, kind, True)
        self.out.append(Let(target, op, args))
        return target

    def fresh(self, v: Var) -> Var:
        """The variable that stands for one that carries the axis, from now on."""
        new = self.new[v] = Var(v.name, with_axis(v.kind), v.weak)
        return new

    def nested(self, work: Callable[[], Any]) -> tuple[Block, Any]:
        """Run `work` on a block of its own."""
        saved, self.out = self.out, []
        value = work()
        block, self.out = tuple(self.out), saved
        return block, value

    def carried(self, a: Atom, kind: Kind) -> Atom:
        """An atom with the axis: one that has none is repeated along it."""
        if self.carries(a):
            return self.one(a)
        if a is UNDEFINED or (isinstance(a, Const) and a.value is None):
            return a
        kind = strip(kind)
        if not differentiable(kind):  # what has no derivative, as it stands
            return a
        if isinstance(a, Const):
            if rank_of(kind):
                raise Unbatched
            return self.filled(a)
        if isinstance(kind, ListOf | DictOf):
            item = kind.item
            return a if item is None else self.each(a, item, lambda v: self.carried(v, item))
        if isinstance(kind, TupleOf) and kind.cls is None:
            parts = [self.let(Op("item", "item"), (a, Const(k)), own) for k, own in enumerate(kind.items)]
            items = tuple(self.carried(p, own) for p, own in zip(parts, kind.items, strict=True))
            return self.let(Op("tuple", "tuple"), items, with_axis(kind))
        if isinstance(kind, Array):
            shape = self.shape(self.let(numpy_call("shape"), (a,), ANY))
            spread = self.let(numpy_call("broadcast_to"), (a, shape), with_axis(kind))
            return self.let(Op("copy", "copy"), (spread,), spread.kind)
        if kind in (REAL, COMPLEX):
            return self.filled(a)
        raise Unbatched

    def filled(self, a: Atom) -> Atom:
        """A number, once for each direction."""
        if isinstance(a, Const) and a.value == 0 and not isinstance(a.value, complex):
            return self.let(numpy_call("zeros"), (self.count,), with_axis(REAL))
        return self.let(numpy_call("full"), (self.count, a), with_axis(a.kind))

    def each(self, values: Atom, item: Kind, change: Callable[[Var], Atom]) -> Var:
        """The list or dict of what `change` gives for each item of one."""
        if isinstance(strip(values.kind), DictOf):
            key = Var("key", ANY, True)
            work = lambda: change(self.let(Op("item", "item"), (values, key), item))  # noqa: E731
            return self.collected(values, key, inside(item), work, keyed=True)
        row = Var("row", item, True)
        return self.collected(values, row, inside(item), lambda: change(row))

    def collected(
        self, values: Atom, index: Var, item: Kind | None, work: Callable[[], Atom], keyed: bool = False
    ) -> Var:
        """A list of what `work` gives on each trip of a loop, or a dict by the index of the loop."""
        kind = DictOf(item) if keyed else ListOf(item)
        start = self.let(Op("dict", "dict", ()) if keyed else Op("list", "list"), (), kind)
        old, new, end = (Var(start.name, kind, True) for _ in range(3))
        body, value = self.nested(work)
        update = Update(new, old, "store", (index, value)) if keyed else Update(new, old, "append", (value,))
        self.out.append(For(index, values, (*body, update), (Carry(old, start, new, end),)))
        return end

    def shape(self, own: Atom) -> Atom:
        """``(count, *own)``."""
        built = self.defs.get(own) if isinstance(own, Var) else None
        if built is not None and built.op.form in ("tuple", "list") and built.op.payload is None:
            self.plain(*built.args)
            return self.let(Op("tuple", "tuple"), (self.count, *built.args), TupleOf((INT,) * (len(built.args) + 1)))
        if isinstance(own, Const) or strip(own.kind) == INT:
            return self.let(Op("tuple", "tuple"), (self.count, own), TupleOf((INT, INT)))
        first = self.let(Op("tuple", "tuple"), (self.count,), TupleOf((INT,)))
        if isinstance(strip(own.kind), ListOf):
            own = self.let(builtin_call(tuple), (own,), ANY)
        return self.let(Op("binary", "add"), (first, own), ANY)

    def spread(self, a: Atom, own: int, to: int) -> Atom:
        """What carries the axis, of `own` axes in one direction, so that it meets what has `to` of them."""
        if own >= to:
            return a
        kind = strip(a.kind)
        assert isinstance(kind, Array)
        dims = None if kind.dims is None else (AXIS, *[1] * (to - own), *kind.dims[1:])
        op = Op("item", "index", (("s", *["n"] * (to - own)),))
        return self.let(op, (a, *[Const(None)] * 3), Array(kind.dtype, to + 1, dims))

    def aligned(self, a: Atom, to: int) -> Atom:
        """An operand of an elementwise operation whose result has `to` axes in one direction."""
        return self.spread(self.one(a), rank_of(a.kind), to) if self.carries(a) else a

    def zeros(self, a: Atom, kind: Kind) -> Atom:
        """The zero of a value, in each direction."""
        own = strip(kind)
        if self.carries(a):
            return self.let(Op("zeros", "zeros"), (self.one(a),), with_axis(own))
        if isinstance(own, ListOf):
            item = own.item or REAL
            if is_number(strip(item)):
                length = self.let(LENGTH, (a,), INT)
                one = self.let(Op("list", "list"), (self.filled(Const(0.0)),), with_axis(own))
                return self.let(Op("binary", "mul"), (one, length), with_axis(own))
            return self.each(a, item, lambda v: self.zeros(v, item))
        if isinstance(own, DictOf):
            value = own.item or REAL
            return self.each(a, value, lambda v: self.zeros(v, value))
        if isinstance(own, TupleOf) and own.cls is None:
            parts = [self.let(Op("item", "item"), (a, Const(k)), item) for k, item in enumerate(own.items)]
            items = tuple(self.zeros(p, item) for p, item in zip(parts, own.items, strict=True))
            return self.let(Op("tuple", "tuple"), items, with_axis(own))
        if not differentiable(own):
            return Const(0.0)
        if isinstance(own, Array):
            shape = self.shape(self.shape_of(a))
            given: tuple[Atom, ...] = (shape,)
            if own.dtype != "float64":
                dtype = External("numpy", own.dtype, getattr(np, own.dtype))
                given = (shape, self.let(Op("global", own.dtype, dtype), (), ANY))
            return self.let(numpy_call("zeros", *(["dtype"] if len(given) > 1 else [])), given, with_axis(own))
        if own in (REAL, COMPLEX):
            return self.filled(Const(0.0))
        raise Unbatched

    def shape_of(self, a: Atom) -> Atom:
        """``a.shape``; of zeros, what they were made for."""
        made = self.defs.get(a) if isinstance(a, Var) else None
        if made is not None and made.op.form == "zeros":
            return self.shape_of(made.args[0])
        if made is not None and made.op.form == "call" and made.op.payload.value is np.zeros:
            return made.args[0]
        known = getattr(a.kind, "rank", None) is not None
        return self.let(Op("attr", "shape") if known else numpy_call("shape"), (a,), ANY)

    def elementwise(self, op: Op, args: tuple[Atom, ...], kind: Kind) -> Atom:
        """An operation that is done element by element."""
        rank = rank_of(kind)
        found = self.let(op, tuple(self.aligned(a, rank) for a in args), with_axis(kind))
        numbers = any(self.carries(a) and is_number(strip(a.kind)) for a in args)
        if numbers and isinstance(kind, Array) and kind.dtype in ("float32", "complex64"):
            return self.let(Op("cast", kind.dtype), (found,), found.kind)
        return found

    def turned(self, x: Atom, axes: tuple[int, ...], kind: Kind) -> Atom:
        """What carries the axis, its other axes in another order."""
        if axes == tuple(range(len(axes))):
            return x
        if len(axes) > 8:
            raise Unbatched
        order = "t0" + "".join(str(k + 1) for k in axes)
        return self.let(Op("item", "index", ((order,),)), (x,), with_axis(kind))
