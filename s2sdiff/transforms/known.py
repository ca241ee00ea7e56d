"""What is known of the operands of an operation from their kinds, before it is written."""

from __future__ import annotations

import numpy as np

from s2sdiff.frontend.values import kind_of_atom
from s2sdiff.graph import Atom, Const
from s2sdiff.kinds import BOOL, INT, REAL, Array, Kind, arithmetic, plain, strip


def has_rank(a: Atom) -> bool:
    """Whether an atom is an array, of a rank that is known."""
    kind = strip(kind_of_atom(a))
    return isinstance(kind, Array) and kind.rank is not None


def is_smaller(a: Atom, b: Atom) -> bool:
    """Whether an array is known to have fewer elements than another, to which it is broadcast."""
    ka, kb = strip(kind_of_atom(a)), strip(kind_of_atom(b))
    if not isinstance(ka, Array) or not isinstance(kb, Array) or ka.dims is None or kb.dims is None:
        return False
    pairs = zip(ka.dims[::-1], kb.dims[::-1], strict=False)
    return len(ka.dims) <= len(kb.dims) and ka.dims != kb.dims and all(x in (y, 1) for x, y in pairs)


def is_whole(a: Atom) -> bool:
    """Whether a value is made of ints or bools: a derivative is a real, whatever it is times one."""
    kind = plain(strip(kind_of_atom(a)))
    return kind in (BOOL, INT) or (isinstance(kind, Array) and np.dtype(kind.dtype).kind in "biu")


def is_negative(c: Const) -> bool:
    """Whether a literal is a number below zero."""
    return isinstance(c.value, int | float) and c.value < 0


def result_kind(op: str, a: Kind, b: Kind) -> Kind:
    """The kind of a derived value."""
    kind = arithmetic(op, a, b)
    return kind if kind != INT or op != "pow" else REAL
