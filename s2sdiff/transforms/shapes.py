"""Cotangents of arrays: made to fit the shape of what they belong to, and owned by one variable only.

A contribution may be larger than the variable (which was broadcast), or be seen through by another
cotangent. Before a cotangent is changed in place it must be nobody else's.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.analyses.reads import count_uses
from s2sdiff.frontend.arrays.results import FRESH, MAYBE_COMPLEX
from s2sdiff.frontend.calls.helped import FACTORS
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    External,
    Let,
    Op,
    Var,
    blocks,
    uses,
    walk,
)
from s2sdiff.kinds import ANY, COMPLEX, INT, REAL, Array, Kind, ListOf, TupleOf, is_number, plain, strip
from s2sdiff.operations import builtin_call, numpy_call
from s2sdiff.rules import support
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.products import total

BROADCAST = External("numpy", "broadcast_to", np.broadcast_to)
UNBROADCAST = External("s2sdiff.rules.support", "unbroadcast", support.unbroadcast)


def number(b: Builder, a: Atom) -> Var:
    """An array without axes as the number in it."""
    holder: Any = complex if is_complex(strip(a.kind)) else float
    made = Op("call", holder.__name__, External("builtins", holder.__name__, holder))
    return b.let(made, (a,), COMPLEX if holder is complex else REAL)


def may_be_real(body: Block) -> bool:
    """Whether values in a block may be real where their kinds are those of complex numbers."""
    return any(isinstance(s, Let) and s.op.form == "call" and s.op.name in MAYBE_COMPLEX for s in walk(body))


def is_array_list(a: Var) -> bool:
    """Whether a variable holds a list of arrays."""
    kind = strip(a.kind)
    return isinstance(kind, ListOf) and isinstance(strip(kind.item or ANY), Array)


def is_array(a: Atom) -> bool:
    """Whether an atom holds an array."""
    return isinstance(a, Var) and isinstance(strip(a.kind), Array)


def shape_of(b: Builder, a: Atom) -> Atom:
    """``np.shape(a)``, or ``a.shape`` of what is certainly an array."""
    kind = strip(a.kind)
    if isinstance(kind, Array) and kind.rank:
        return b.let(Op("attr", "shape"), (a,), ANY)
    return b.let(numpy_call("shape"), (a,), ANY)


def fitted(b: Builder, bar: Atom, a: Atom) -> Atom:
    """A contribution to the cotangent of `a`, summed over what `a` was broadcast along."""
    own, kind = strip(a.kind), strip(bar.kind)
    if own is REAL and kind is REAL:
        return bar
    if is_complex(kind) and not is_complex(own) and is_numeric(own):  # only the real part moves a real number
        bar = b.let(numpy_call("real"), (bar,), real_kind(kind))
        kind = strip(bar.kind)
    if isinstance(own, Array) and isinstance(kind, Array) and is_complex(own) and not is_complex(kind):
        bar = b.let(Op("cast", own.dtype), (bar,), Array(own.dtype, kind.rank, kind.dims))
        kind = strip(bar.kind)
    if isinstance(own, ListOf) and isinstance(kind, Array):  # of np.array(list): one cotangent an item
        rows = strip(own.item or ANY)
        if isinstance(rows, ListOf) and isinstance(strip(rows.item or ANY), Array):
            each = b.let(Op("global", "list", External("builtins", "list", list)), (), ANY)
            return b.let(builtin_call(list), (b.let(builtin_call(map), (each, bar), ANY),), own)
        if isinstance(rows, ListOf):
            return b.let(Op("method", "tolist"), (bar,), own)
        return b.let(builtin_call(list), (bar,), own)
    if not isinstance(own, Array):
        if isinstance(kind, Array) and (is_number(own) and plain(own) != ANY):
            return number(b, bar) if kind.rank == 0 else total(b, bar, COMPLEX if is_complex(kind) else REAL)
        return bar
    if isinstance(kind, ListOf | TupleOf):
        return bar
    if not isinstance(kind, Array):
        if own.rank == 0:
            return bar
        return b.let(Op("call", "broadcast_to", BROADCAST), (bar, shape_of(b, a)), own)
    if own.dims is not None and own.dims == kind.dims:
        return bar
    summed = spread_axes(own, kind)
    if summed is None:
        return b.let(Op("call", "unbroadcast", UNBROADCAST), (bar, shape_of(b, a)), own)
    extra, axes = summed
    if extra:
        rest = Array(kind.dtype, own.rank, (kind.lengths or ())[extra:])
        bar = total(b, bar, rest, axis_of(b, list(range(extra))))
        if own.rank == 0:
            return bar
    return total(b, bar, own, axis_of(b, axes), keepdims=True) if axes else bar


def spread_axes(own: Array, kind: Array) -> tuple[int, list[int]] | None:
    """How many axes an array of kind `kind` has in front of those of `own`, and along which of `own`'s it was
    broadcast; None where that is not known."""
    if own.lengths is None or kind.lengths is None or len(own.lengths) > len(kind.lengths):
        return None
    extra = len(kind.lengths) - len(own.lengths)
    pairs = list(zip(own.lengths, kind.lengths[extra:], strict=True))
    if not all(x in (y, 1) for x, y in pairs):
        return None
    return extra, [k for k, (x, y) in enumerate(pairs) if x != y]


def axis_of(b: Builder, axes: list[int]) -> Atom:
    """The argument `axis` of a reduction over some axes."""
    if len(axes) == 1:
        return Const(axes[0])
    return b.let(Op("tuple", "tuple"), tuple(Const(k) for k in axes), TupleOf((INT,) * len(axes)))


def unknown_fit(bar: Atom, a: Var) -> bool:
    """Whether it shows only when the program runs if a contribution to the cotangent of `a` is of its shape."""
    own, kind = strip(a.kind), strip(bar.kind)
    return (
        isinstance(own, Array)
        and isinstance(kind, Array)
        and is_numeric(own)
        and is_numeric(kind)
        and (own.dims is None or own.dims != kind.dims)
        and spread_axes(own, kind) is None
    )


def loose(body: Block, outputs: set[Var]) -> set[Var]:
    """The arrays that sums and products give to be read once, by an operation of the same block.

    Their cotangents may stay as large as what they were broadcast to: what passes them on is linear,
    element by element, and what it gives is summed to the shape of each operand.
    """
    counts = count_uses(body, None)
    found: set[Var] = set()
    work = [body]
    while work:
        block = work.pop()
        read = {a for s in block if isinstance(s, Let) for a in s.args}
        found |= {
            s.target
            for s in block
            if isinstance(s, Let) and s.target in read and counts[s.target] == 1 and is_linear(s)
        }
        for s in block:
            work.extend(blocks(s))
    return found - outputs


def is_linear(s: Let) -> bool:
    """Whether the cotangent of an operation's result reaches its operands multiplied by arrays, and no more."""
    return s.op.form in ("binary", "unary") and s.op.name in ("add", "sub", "mul", "div", "neg", "pos")


def is_complex(kind: Kind) -> bool:
    """Whether values of a kind are complex numbers or arrays of them."""
    return kind == COMPLEX or (isinstance(kind, Array) and np.dtype(kind.dtype).kind == "c")


def is_numeric(kind: Kind) -> bool:
    """Whether values of a kind are real numbers or arrays of them."""
    return kind == REAL or (isinstance(kind, Array) and np.dtype(kind.dtype).kind == "f")


def real_kind(kind: Kind) -> Kind:
    """The kind of the real part."""
    return Array("float64", kind.rank, kind.dims) if isinstance(kind, Array) else REAL


def copied(b: Builder, bar: Var, may_be_real: bool) -> Var:
    """A copy of a cotangent, complex where its kind is, though the array itself may be real."""
    own = strip(bar.kind)
    if may_be_real and isinstance(own, Array) and is_complex(own):
        return b.let(Op("cast", own.dtype), (bar,), bar.kind, bar.name)
    return b.let(Op("copy", "copy"), (bar,), bar.kind, bar.name)


def is_fresh(s: Let | None, may_be_real: bool = False) -> bool:
    """Whether an operation gives an array that nothing else can see, and is complex where its kind is."""
    if s is None or (may_be_real and is_complex(strip(s.target.kind)) and s.op.form not in ("cast", "zeros")):
        return False
    if s.op.form in ("binary", "copy", "zeros", "added", "cast"):
        return True
    if s.op.form == "unary":
        return s.op.name == "neg"
    if s.op.form == "item":
        return False
    if s.op.form != "call" or s.op.payload is None:
        return False
    return isinstance(s.op.payload.value, np.ufunc) or s.op.name in FRESH or s.op.name in FACTORS


def of_tuple(s: Let) -> bool:
    """Whether an operation takes an array out of a tuple, such as one that a function gives."""
    return s.op.form == "item" and isinstance(s.args[0], Var) and isinstance(strip(s.args[0].kind), TupleOf)


SHAPE_ONLY = {"len", "shape", "ndim", "size", "zeros_like", "ones_like", "full_like"}


def content_reads(block: Block) -> set[Var]:
    """The variables of which a block reads more than the shape."""
    found: set[Var] = set()
    for s in walk(block):
        if isinstance(s, Let) and (
            s.op.form == "zeros" or (s.op.form in ("call", "attr") and s.op.name in SHAPE_ONLY)
        ):
            continue
        found.update(a for a in uses(s) if isinstance(a, Var))
    return found


def in_rows(b: Builder, a: Var, root: Var) -> Var:
    """An array in the memory of `root` that nobody else sees, as one that lies row by row, to be reshaped in place."""
    d, kind = b.defs.get(root), strip(a.kind)
    if d is not None:
        zeros = d.op.form == "zeros" and isinstance(kind, Array) and kind.dtype == "float64" and kind.lengths is not None
        if zeros or d.op.form == "copy" or d.op.name == "ascontiguousarray":
            return a
    made = numpy_call("ascontiguousarray")
    found = b.let(made, (a,), a.kind, a.name)
    b.volatile.add(found)
    return found
