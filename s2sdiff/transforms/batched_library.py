"""The functions of NumPy and SciPy that are linear in an argument, with an axis of directions in front of it."""

from __future__ import annotations

import string

import numpy as np

from s2sdiff.graph import Atom, Const, Let, Op
from s2sdiff.kinds import ANY, INT, REAL, Array, ListOf, TupleOf, strip
from s2sdiff.operations import numpy_call
from s2sdiff.rules.support import unbroadcast
from s2sdiff.transforms.batched_axis import Axis, Unbatched, rank_of, with_axis
from s2sdiff.transforms.batched_calls import (
    LAST,
    NONE,
    ONE,
    ZERO,
    again,
    all_axes,
    carried,
    flat,
    literal,
    moved,
    product,
    rank,
    rank_of_items,
    subscripted,
    written,
)
from s2sdiff.transforms.shapes import is_complex

TWO = Const(2)


# -- sums and products ------------------------------------------------------------------------------


@carried("a", np.sum, np.mean)
def total(b: Axis, s: Let, a: Atom, axis: Atom = NONE, dtype: Atom = NONE, *, keepdims: Atom = NONE) -> Atom:
    if not rank(a):
        return b.one(a)
    axes = all_axes(b, a) if literal(b, axis) is None else moved(b, axis)
    return again(b, s, s.op, (b.one(a),), axis=axes, dtype=dtype, keepdims=keepdims)


@carried("a", np.cumsum)
def cumulated(b: Axis, s: Let, a: Atom, axis: Atom = NONE) -> Atom:
    return again(b, s, s.op, (b.one(a),), axis=flat(b, a, axis))


@carried("a", np.trace, np.diagonal)
def on_diagonal(b: Axis, s: Let, a: Atom, offset: Atom = NONE, axis1: Atom = ZERO, axis2: Atom = ONE) -> Atom:
    axes = {"axis1": moved(b, axis1), "axis2": moved(b, axis2)}
    return again(b, s, s.op, (b.one(a),), offset=offset, **axes)


@carried("x1 x2", np.matmul)
def matrix_product(b: Axis, s: Let, x1: Atom, x2: Atom) -> Atom:
    return product(b, x1, x2, strip(s.target.kind))


@carried("a b_", np.dot, np.inner, np.vdot)
def dot(b: Axis, s: Let, a: Atom, b_: Atom) -> Atom:
    ranks = rank(a), rank(b_)
    if 0 in ranks and s.op.name == "dot":
        return b.elementwise(Op("binary", "mul"), (a, b_), strip(s.target.kind))
    real = not any(is_complex(strip(x.kind)) for x in (a, b_))
    if ranks != (1, 1) and (s.op.name != "dot" or max(ranks) > 2 or min(ranks) < 1):
        raise Unbatched
    if s.op.name == "vdot" and not real:
        raise Unbatched
    return product(b, a, b_, strip(s.target.kind))


@carried("a b_", np.outer)
def outer(b: Axis, s: Let, a: Atom, b_: Atom) -> Atom:
    if (rank(a), rank(b_)) != (1, 1):
        raise Unbatched
    column = subscripted(b, b.one(a), ("s", "s", "n") if b.carries(a) else ("s", "n"))
    row = b.spread(b.one(b_), 1, 2) if b.carries(b_) else b_
    return b.let(Op("binary", "mul"), (column, row), with_axis(s.target.kind))


@carried("operands", np.einsum)
def einsum(b: Axis, s: Let, subscripts: Atom, *operands: Atom, **keywords: Atom) -> Atom:
    text = literal(b, subscripts)
    if not isinstance(text, str):
        raise Unbatched
    text = text.replace(" ", "")
    inputs, arrow, result = text.partition("->")
    if not arrow:
        if "." in inputs:
            raise Unbatched
        result = "".join(sorted(c for c in set(inputs) - {","} if inputs.count(c) == 1))
    letter = next(c for c in string.ascii_letters if c not in text)
    parts = [letter + p if b.carries(a) else p for p, a in zip(inputs.split(","), operands, strict=True)]
    changed = Const(f"{','.join(parts)}->{letter}{result}")
    return again(b, s, s.op, (changed, *map(b.one, operands)), **keywords)


@carried("a b_", np.tensordot)
def tensordot(b: Axis, s: Let, a: Atom, b_: Atom, axes: Atom = TWO) -> Atom:
    count = literal(b, axes)
    if type(count) is not int or (b.carries(a) and b.carries(b_)):
        raise Unbatched
    if b.carries(a):
        return again(b, s, s.op, (b.one(a), b_), axes=axes)
    ends = [written(b, tuple(range(rank(a) - count, rank(a)))), written(b, tuple(range(1, count + 1)))]
    pair = b.let(Op("tuple", "tuple"), tuple(ends), ANY)
    found = again(b, s, s.op, (a, b.one(b_)), axes=pair)
    return b.let(numpy_call("moveaxis"), (found, Const(rank(a) - count), ZERO), found.kind)


@carried("a b_", np.cross)
def cross(b: Axis, s: Let, a: Atom, b_: Atom) -> Atom:
    to = max(rank(a), rank(b_))
    return again(b, s, s.op, (b.aligned(a, to), b.aligned(b_, to)))


# -- element by element -----------------------------------------------------------------------------


@carried("condition x y", np.where)
def where(b: Axis, s: Let, condition: Atom, x: Atom, y: Atom) -> Atom:
    return b.elementwise(s.op, (condition, x, y), strip(s.target.kind))


@carried("x", np.real, np.imag, np.zeros_like, np.ones_like, np.copy, np.ascontiguousarray)
def alike(b: Axis, s: Let, x: Atom) -> Atom:
    rank(x)
    return b.let(s.op, (b.one(x),), with_axis(s.target.kind))


@carried("x", float)
def number(b: Axis, s: Let, x: Atom) -> Atom:
    if rank(x):
        raise Unbatched
    return b.let(Op("copy", "copy"), (b.one(x),), with_axis(REAL)) if x in b.written else b.one(x)


@carried("m", np.tril, np.triu)
def triangle(b: Axis, s: Let, m: Atom, k: Atom = ZERO) -> Atom:
    if rank(m) < 2:
        raise Unbatched
    more = () if isinstance(k, Const) and k.value == 0 else (k,)
    return again(b, s, s.op, (b.one(m), *more))


# -- shapes -----------------------------------------------------------------------------------------


@carried("a", np.reshape)
def reshape(b: Axis, s: Let, a: Atom, shape: Atom) -> Atom:
    return again(b, s, s.op, (b.one(a), b.shape(shape)))


@carried("a", np.ravel)
def ravel(b: Axis, s: Let, a: Atom) -> Atom:
    if rank(a) == 1:
        return b.one(a)
    shape = b.let(Op("tuple", "tuple"), (b.count, LAST), TupleOf((INT, INT)))
    return b.let(numpy_call("reshape"), (b.one(a), shape), with_axis(s.target.kind))


@carried("array", np.broadcast_to)
def broadcast_to(b: Axis, s: Let, array: Atom, shape: Atom) -> Atom:
    to = rank_of(s.target.kind)
    return again(b, s, s.op, (b.spread(b.one(array), rank(array), to), b.shape(shape)))


@carried("x_bar", unbroadcast)
def summed(b: Axis, s: Let, x_bar: Atom, shape: Atom) -> Atom:
    own, kind = rank(x_bar), strip(s.target.kind)
    extra = own - rank_of(kind)
    bar = b.one(x_bar)
    if extra > 0:
        axes = written(b, tuple(range(1, extra + 1)) if extra > 1 else 1)
        bar = b.let(numpy_call("sum", "axis"), (bar, axes), with_axis(kind))
    return b.let(s.op, (bar, b.shape(shape)), with_axis(kind))


@carried("x", np.atleast_1d, np.atleast_2d, np.atleast_3d)
def at_least(b: Axis, s: Let, x: Atom) -> Atom:
    if s.op.name == "atleast_3d" and rank(x) < 3:
        raise Unbatched
    return b.spread(b.one(x), rank(x), rank_of(s.target.kind))


@carried("a", np.transpose)
def transpose(b: Axis, s: Let, a: Atom, axes: Atom = NONE) -> Atom:
    order = literal(b, axes)
    count = rank(a)
    order = tuple(range(count))[::-1] if order is None else tuple(k % count for k in order)
    return b.turned(b.one(a), order, strip(s.target.kind))


@carried("a", np.swapaxes)
def swapaxes(b: Axis, s: Let, a: Atom, axis1: Atom, axis2: Atom) -> Atom:
    return again(b, s, s.op, (b.one(a), moved(b, axis1), moved(b, axis2)))


@carried("a", np.moveaxis)
def moveaxis(b: Axis, s: Let, a: Atom, source: Atom, destination: Atom) -> Atom:
    return again(b, s, s.op, (b.one(a), moved(b, source), moved(b, destination)))


@carried("a", np.expand_dims, np.squeeze)
def expand_dims(b: Axis, s: Let, a: Atom, axis: Atom) -> Atom:
    return again(b, s, s.op, (b.one(a), moved(b, axis)))


@carried("m", np.flip)
def flip(b: Axis, s: Let, m: Atom, axis: Atom = NONE) -> Atom:
    axes = all_axes(b, m) if literal(b, axis) is None else moved(b, axis)
    return again(b, s, s.op, (b.one(m),), axis=axes)


@carried("a", np.roll)
def roll(b: Axis, s: Let, a: Atom, shift: Atom, axis: Atom = NONE) -> Atom:
    return again(b, s, s.op, (b.one(a), shift), axis=flat(b, a, axis))


@carried("a", np.repeat)
def repeat(b: Axis, s: Let, a: Atom, repeats: Atom, axis: Atom = NONE) -> Atom:
    return again(b, s, s.op, (b.one(a), repeats), axis=flat(b, a, axis))


@carried("a", np.diff)
def diff(b: Axis, s: Let, a: Atom, n: Atom = ONE, axis: Atom = LAST) -> Atom:
    return again(b, s, s.op, (b.one(a), n), axis=moved(b, axis))


@carried("y", np.trapezoid)
def trapezoid(b: Axis, s: Let, y: Atom, x: Atom = NONE, dx: Atom = NONE, axis: Atom = LAST) -> Atom:
    return again(b, s, s.op, (b.one(y),), x=x, dx=dx, axis=moved(b, axis))


@carried("a", np.take)
def take(b: Axis, s: Let, a: Atom, indices: Atom, axis: Atom = NONE) -> Atom:
    return again(b, s, s.op, (b.one(a), indices), axis=flat(b, a, axis))


@carried("arr", np.take_along_axis)
def take_along_axis(b: Axis, s: Let, arr: Atom, indices: Atom, axis: Atom = LAST) -> Atom:
    kind = strip(indices.kind)
    at = b.let(Op("item", "index", (("n",),)), (indices,), Array("int64", rank_of(kind) + 1))
    return again(b, s, s.op, (b.one(arr), at), axis=moved(b, axis))


# -- joined -----------------------------------------------------------------------------------------


@carried("arrays", np.concatenate, np.stack)
def concatenate(b: Axis, s: Let, arrays: Atom, axis: Atom = ZERO) -> Atom:
    rank_of_items(arrays)
    return again(b, s, s.op, (b.one(arrays),), axis=moved(b, axis))


@carried("tup", np.vstack, np.hstack, np.column_stack)
def stacked(b: Axis, s: Let, tup: Atom) -> Atom:
    count = rank_of_items(tup)
    if count == 0:
        raise Unbatched
    flat_rows = {"vstack": "stack", "hstack": "concatenate", "column_stack": "stack"}
    axis = {"vstack": 1, "hstack": 1 if count == 1 else 2, "column_stack": 2}[s.op.name]
    op = numpy_call(flat_rows[s.op.name] if count == 1 else "concatenate")
    return again(b, s, op, (b.one(tup),), axis=Const(axis))


@carried("arr values", np.append)
def append(b: Axis, s: Let, arr: Atom, values: Atom, axis: Atom = NONE) -> Atom:
    if literal(b, axis) is not None or rank(arr) != 1 or rank(values) > 1:
        raise Unbatched
    parts = []
    for a in (arr, values):
        x = b.carried(a, Array("float64", 1) if rank(a) else REAL)
        parts.append(b.spread(x, rank(a), 1))
    pair = b.let(Op("tuple", "tuple"), tuple(parts), TupleOf((with_axis(s.target.kind),) * 2))
    return again(b, s, numpy_call("concatenate"), (pair,), axis=ONE)


@carried("ary", np.split, np.array_split)
def split(b: Axis, s: Let, ary: Atom, indices_or_sections: Atom, axis: Atom = ZERO) -> Atom:
    return again(b, s, s.op, (b.one(ary), indices_or_sections), axis=moved(b, axis))


@carried("object", np.array, np.asarray)
def array(b: Axis, s: Let, object: Atom) -> Atom:
    if isinstance(strip(object.kind), ListOf | TupleOf):
        rank_of_items(object)
        return again(b, s, numpy_call("stack"), (b.one(object),), axis=ONE)
    return again(b, s, s.op, (b.one(object),))


@carried("iterable", list)
def items(b: Axis, s: Let, iterable: Atom) -> Atom:
    x = b.one(iterable)
    if not isinstance(strip(iterable.kind), ListOf):
        order = "".join(map(str, range(2, rank(iterable) + 1)))
        x = b.let(Op("item", "index", ((f"t10{order}",),)), (x,), x.kind)
    return b.let(s.op, (x,), with_axis(s.target.kind))


@carried("iterable", sum)
def summed_up(b: Axis, s: Let, iterable: Atom) -> Atom:
    kind = strip(iterable.kind)
    if not isinstance(kind, ListOf) or kind.item != REAL:
        raise Unbatched
    return b.let(s.op, (b.one(iterable), b.filled(Const(0.0))), with_axis(REAL))


# -- linear equations and transforms ----------------------------------------------------------------


def columns(b: Axis, s: Let, before: tuple[Atom, ...], right: Atom, *more: Atom, **keywords: Atom) -> Atom:
    """A solution for a right side that is a vector: all directions are columns of one right side."""
    if rank(right) != 1:
        raise Unbatched
    turned = b.let(Op("attr", "T"), (b.one(right),), b.one(right).kind)
    found = again(b, s, s.op, (*before, turned, *more), **keywords)
    return b.let(Op("attr", "T"), (found,), found.kind)


@carried("b_", np.linalg.solve)
def solve(b: Axis, s: Let, a: Atom, b_: Atom) -> Atom:
    if rank(b_) > 1 and rank(b_) >= rank(a):
        return again(b, s, s.op, (a, b.one(b_)))
    return columns(b, s, (a,), b_)


@carried("b_", ("scipy.linalg", "solve_triangular"))
def solve_triangular(
    b: Axis, s: Let, a: Atom, b_: Atom, trans: Atom = NONE, lower: Atom = NONE, unit_diagonal: Atom = NONE
) -> Atom:
    return columns(b, s, (a,), b_, trans=trans, lower=lower, unit_diagonal=unit_diagonal)


@carried("b_", ("scipy.linalg", "cho_solve"), ("scipy.linalg", "lu_solve"))
def factored_solve(b: Axis, s: Let, factors: Atom, b_: Atom, trans: Atom = NONE) -> Atom:
    return columns(b, s, (factors,), b_, trans=trans)


@carried("b_", ("scipy.linalg", "solve_banded"))
def solve_banded(b: Axis, s: Let, l_and_u: Atom, ab: Atom, b_: Atom) -> Atom:
    return columns(b, s, (l_and_u, ab), b_)


@carried("a", np.fft.fft, np.fft.ifft, np.fft.rfft, np.fft.irfft, np.fft.hfft, np.fft.ihfft)
def transformed(b: Axis, s: Let, a: Atom, n: Atom = NONE, axis: Atom = LAST, norm: Atom = NONE) -> Atom:
    return again(b, s, s.op, (b.one(a),), n=n, axis=moved(b, axis), norm=norm)


@carried("a", np.fft.fft2, np.fft.ifft2, np.fft.fftn, np.fft.ifftn)
def transformed_all(b: Axis, s: Let, a: Atom, s_: Atom = NONE, axes: Atom = NONE, norm: Atom = NONE) -> Atom:
    if literal(b, axes) is not None:
        along = moved(b, axes)
    elif rank(a) > 1 and s.op.name.endswith("2"):
        along = written(b, (-2, -1))
    else:
        along = written(b, tuple(range(1, rank(a) + 1)))
    if literal(b, s_) is not None:
        raise Unbatched
    return again(b, s, s.op, (b.one(a),), axes=along, norm=norm)


@carried("x", np.fft.fftshift, np.fft.ifftshift)
def shifted(b: Axis, s: Let, x: Atom, axes: Atom = NONE) -> Atom:
    along = written(b, tuple(range(1, rank(x) + 1))) if literal(b, axes) is None else moved(b, axes)
    return again(b, s, s.op, (b.one(x),), axes=along)
