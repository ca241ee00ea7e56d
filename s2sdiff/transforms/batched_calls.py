"""How the functions of libraries take an axis of directions in front of what they are linear in.

Each is declared once, with the parameters that may carry the axis; its other parameters are the same in all
directions. A declaration takes the parameters of the function, as atoms, and emits the call on what carries the
axis; it raises `Unbatched` for arguments that it does not serve. What has no declaration is
called once for each direction.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy as np

from s2sdiff.graph import Atom, Const, Let, Op, Var
from s2sdiff.kinds import (
    ANY,
    INT,
    Array,
    Kind,
    ListOf,
    TupleOf,
    differentiable,
    is_number,
    strip,
)
from s2sdiff.operations import RANGE, numpy_call
from s2sdiff.transforms.batched_axis import Axis, Unbatched, inside, rank_of, with_axis

F = TypeVar("F", bound=Callable[..., Any])

NONE = Const(None)
ZERO, ONE, LAST = Const(0), Const(1), Const(-1)
#: By function, or module and name: its declaration, and the parameters that may carry the axis.
CARRIED: dict[Any, tuple[Callable[..., Atom], tuple[str, ...]]] = {}


def carried(operands: str, *fns: Any) -> Callable[[F], F]:
    """Declare how each of `fns` takes the axis in one of its parameters `operands`, with spaces between.

    A function of a library that is not imported for this is given as its module and name.
    """

    def declare(body: F) -> F:
        CARRIED.update(dict.fromkeys(fns, (body, tuple(operands.split()))))
        return body

    return declare


def call(b: Axis, s: Let) -> Atom:
    """A call with an argument that carries the axis."""
    fn = s.op.payload.value
    if isinstance(fn, np.ufunc) and fn is not np.matmul and not s.op.keywords:
        return b.elementwise(s.op, s.args, strip(s.target.kind))
    return declared(b, s, fn)


def declared(b: Axis, s: Let, fn: Any) -> Atom:
    """A call as its declaration says."""
    from s2sdiff.transforms import batched_library  # noqa: F401 - it fills CARRIED

    lazy = s.op.payload.module, s.op.payload.name
    found = (CARRIED.get(fn) if isinstance(fn, Hashable) else None) or CARRIED.get(lazy)
    if found is None:
        raise Unbatched
    body, operands = found
    split = len(s.args) - len(s.op.keywords)
    try:
        bound = inspect.signature(body).bind(
            b, s, *s.args[:split], **dict(zip(s.op.keywords, s.args[split:], strict=True))
        )
    except TypeError:
        raise Unbatched from None
    for parameter, value in bound.arguments.items():
        if parameter not in ("b", "s", *operands):
            for a in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,):
                b.plain(a)
    return body(*bound.args, **bound.kwargs)


def one_by_one(b: Axis, s: Let) -> Var:
    """An operation done for each direction."""
    kind = strip(s.target.kind)
    shown = s.op.form == "item" and s.target in b.written
    if s.op.form not in _REPEATED or shown or not (is_number(kind) or isinstance(kind, Array)) or kind == ANY:
        raise Unbatched
    b.repeated += 1
    k = Var("k", INT, True)
    each = b.let(RANGE, (b.count,), ANY)

    def trip() -> Atom:
        args = [entry(b, b.one(a), a.kind, k) if b.carries(a) else a for a in s.args]
        return b.let(s.op, tuple(args), kind)

    return b.let(numpy_call("array"), (b.collected(each, k, kind, trip),), with_axis(kind))


_REPEATED = ("binary", "unary", "compare", "call", "item")


def entry(b: Axis, a: Atom, kind: Kind, k: Var) -> Atom:
    """What a value that carries the axis is in one direction."""
    kind = strip(kind)
    if not differentiable(kind) and not isinstance(kind, Array):
        return a
    if isinstance(kind, Array) or is_number(kind):
        return b.let(Op("item", "index", (("i",),)), (a, k), kind)
    if isinstance(kind, ListOf) and kind.item is not None:
        item = kind.item
        row = Var("row", with_axis(item), True)
        return b.collected(a, row, item, lambda: entry(b, row, item, k))
    if isinstance(kind, TupleOf) and kind.cls is None:
        parts = [
            entry(b, b.let(Op("item", "item"), (a, Const(n)), inside(own) or own), own, k)
            for n, own in enumerate(kind.items)
        ]
        return b.let(Op("tuple", "tuple"), tuple(parts), kind)
    raise Unbatched


# -- arguments --------------------------------------------------------------------------------------


def literal(b: Axis, a: Atom) -> Any:
    """The int, or tuple of ints, that an argument is known to be; None where it is left out."""
    if isinstance(a, Const):
        return a.value
    made = b.defs.get(a)
    if made is None or made.op.form not in ("tuple", "list") or not all(isinstance(x, Const) for x in made.args):
        raise Unbatched
    return tuple(x.value for x in made.args if isinstance(x, Const))


def written(b: Axis, value: Any) -> Atom:
    """An int or a tuple of ints as an argument."""
    if isinstance(value, tuple):
        args = tuple(map(Const, value))
        return b.let(Op("tuple", "tuple"), args, TupleOf((INT,) * len(args)))
    return Const(value)


def moved(b: Axis, axis: Atom) -> Atom:
    """An axis, or several, of one direction, counted with the axis of directions in front."""
    value = literal(b, axis)
    if isinstance(value, tuple):
        return written(b, tuple(k + 1 if k >= 0 else k for k in value))
    if type(value) is not int:
        raise Unbatched
    return Const(value + 1 if value >= 0 else value)


def all_axes(b: Axis, a: Atom) -> Atom:
    """All axes of one direction."""
    count = rank(a)
    if not count:
        raise Unbatched
    return written(b, tuple(range(1, count + 1)) if count > 1 else 1)


def rank(a: Atom) -> int:
    """How many axes an argument has in one direction."""
    kind = strip(a.kind)
    if isinstance(kind, ListOf | TupleOf):
        raise Unbatched
    return rank_of(kind)


def rank_of_items(a: Atom) -> int:
    """How many axes each of a list or tuple of arrays has in one direction."""
    kind = strip(a.kind)
    items = kind.items if isinstance(kind, TupleOf) else (kind.item,) if isinstance(kind, ListOf) else ()
    if any(k is None or isinstance(strip(k), ListOf | TupleOf) for k in items):
        raise Unbatched
    ranks = {rank_of(k) for k in items if k is not None}
    if len(ranks) != 1:
        raise Unbatched
    return ranks.pop()


def again(b: Axis, s: Let, op: Op, args: tuple[Atom, ...], **keywords: Atom) -> Var:
    """The same function called with other arguments; keywords that are left out stay so."""
    given = {k: a for k, a in keywords.items() if not (isinstance(a, Const) and a.value is None)}
    changed = Op(op.form, op.name, op.payload, tuple(given))
    return b.let(changed, (*args, *given.values()), with_axis(s.target.kind))


def flat(b: Axis, a: Atom, axis: Atom) -> Atom:
    """An axis, which is left out for the only one of a vector."""
    if literal(b, axis) is None:
        if rank(a) != 1:
            raise Unbatched
        return ONE
    return moved(b, axis)


# -- matrix products -----------------------------------------------------------------------------


def product(b: Axis, x: Atom, y: Atom, kind: Kind) -> Atom:
    """``x @ y``."""
    if b.carries(x) and b.carries(y):
        raise Unbatched
    matmul, out = Op("binary", "matmul"), with_axis(kind)
    before, after = rank(x), rank(y)
    if b.carries(x):
        if before == 1 and after > 2:
            row = subscripted(b, b.one(x), ("s", *["n"] * (after - 1), "s"))
            return subscripted(b, b.let(matmul, (row, y), out), ("e", "i", "s"))
        return b.let(matmul, (b.spread(b.one(x), before, after) if before > 1 else b.one(x), y), out)
    if after == 1 and before > 2:
        column = subscripted(b, b.one(y), ("s", *["n"] * (before - 2), "s", "n"))
        return subscripted(b, b.let(matmul, (x, column), out), ("e", "i"))
    if after == 1:
        return b.let(matmul, (b.one(y), turned_back(b, x) if before == 2 else x), out)
    return b.let(matmul, (x, b.spread(b.one(y), after, before)), out)


def subscripted(b: Axis, a: Atom, codes: tuple[str, ...]) -> Var:
    """A subscript of whole slices, new axes and the index 0."""
    kind = strip(a.kind)
    assert isinstance(kind, Array) and kind.rank is not None
    atoms = [x for code in codes for x in {"s": [NONE] * 3, "i": [ZERO]}.get(code, [])]
    own = Array(kind.dtype, kind.rank + codes.count("n") - codes.count("i"))
    return b.let(Op("item", "index", (codes,)), (a, *atoms), own)


def turned_back(b: Axis, a: Atom) -> Atom:
    """The transpose of a matrix that is the same in all directions; of a transpose, the matrix."""
    made = b.defs.get(a) if isinstance(a, Var) else None
    if made is not None and (made.op.form, made.op.name) == ("attr", "T") and made.args[0] not in b.replaced:
        return made.args[0]
    return b.let(Op("attr", "T"), (a,), strip(a.kind))
