"""What is known of the operands of an operation from their kinds, before it is written."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend.arrays.extent import shifted_dim
from s2sdiff.graph import Atom, Const, External, Let, Op, Var, atom_key
from s2sdiff.kinds import BOOL, INT, REAL, Array, Dim, Kind, arithmetic, plain, strip


def lengths(defs: dict[Var, Let]) -> dict[Var, Dim]:
    """The symbols of the ints among some definitions that are lengths of arrays, or a literal more or less than
    another int, as the front end names them."""
    found: dict[Var, Dim] = {}
    for v, d in defs.items():
        if v.kind != INT or not d.args or not isinstance(d.args[0], Var):
            continue
        base = d.args[0]
        if d.op.form == "binary" and d.op.name in ("add", "sub") and isinstance(d.args[1], Const):
            by = d.args[1].value if d.op.name == "add" else -d.args[1].value
            found[v] = shifted_dim(found.get(base, f"v{base.id}"), by)
            continue
        at = 0
        if d.op.form == "item" and base in defs and defs[base].op.name == "shape" and isinstance(d.args[1], Const):
            at, base = d.args[1].value, defs[base].args[0]  # type: ignore[assignment]
        elif (d.op.form, d.op.name) != ("call", "len"):
            continue
        kind = strip(base.kind)
        if isinstance(kind, Array) and kind.lengths:
            found[v] = kind.lengths[at]
    return found


def has_rank(a: Atom) -> bool:
    """Whether an atom is an array, of a rank that is known."""
    kind = strip(a.kind)
    return isinstance(kind, Array) and kind.rank is not None


def are_vectors(a: Atom, b: Atom) -> bool:
    """Whether two atoms are vectors of reals of one length, which have a dot product."""
    kind = strip(a.kind)
    vector = isinstance(kind, Array) and kind.rank == 1 and kind.dims is not None
    return vector and kind == strip(b.kind) and not is_whole(a)


def is_smaller(a: Atom, b: Atom) -> bool:
    """Whether an array is known to have fewer elements than another, to which it is broadcast."""
    ka, kb = strip(a.kind), strip(b.kind)
    if not isinstance(ka, Array) or not isinstance(kb, Array) or ka.lengths is None or kb.lengths is None:
        return False
    pairs = zip(ka.lengths[::-1], kb.lengths[::-1], strict=False)
    return len(ka.lengths) <= len(kb.lengths) and ka.lengths != kb.lengths and all(x in (y, 1) for x, y in pairs)


def is_whole(a: Atom) -> bool:
    """Whether a value is made of ints or bools: a derivative is a real, whatever it is times one."""
    kind = plain(strip(a.kind))
    return kind in (BOOL, INT) or (isinstance(kind, Array) and np.dtype(kind.dtype).kind in "biu")


def is_negative(c: Const) -> bool:
    """Whether a literal is a number below zero."""
    return isinstance(c.value, int | float) and c.value < 0


def result_kind(op: str, a: Kind, b: Kind) -> Kind:
    """The kind of a derived value."""
    kind = arithmetic(op, a, b)
    return kind if kind != INT or op != "pow" else REAL


def library_number(defs: dict[Var, Let], a: Atom) -> float | None:
    """The number that a constant of a library is, such as ``np.inf`` or ``-np.inf``; None for anything else."""
    d = defs.get(a) if isinstance(a, Var) else None
    if d is not None and d.op.form == "unary" and d.op.name == "neg":
        number = library_number(defs, d.args[0])
        return None if number is None else -number
    if d is None or d.op.form != "global" or d.op.payload is None or d.op.payload.data:
        return None
    return d.op.payload.value if isinstance(d.op.payload.value, float) else None


def operation_key(op: Op, args: tuple[Atom, ...]) -> Any:
    """What makes two operations the same."""
    if op.form == "binary":
        return (op.name, *map(atom_key, args))
    where = (op.payload.module, op.payload.name) if op.payload.__class__ is External else None
    return (op.form, op.name, where, op.keywords, *map(atom_key, args))
