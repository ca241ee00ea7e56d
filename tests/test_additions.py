"""Additions to zeros, and to one place, in programs written out as the compiler has them."""

from __future__ import annotations

import s2sdiff
from s2sdiff.graph import Const, If, Let, Merge, Op, Return, Update, Var
from s2sdiff.kinds import BOOL, REAL, Array, ListOf
from s2sdiff.optimize.additions import gathered

VECTOR = Array("float64", 1, ("n",))
WHOLE = (("e",),)


def test_zeros_to_which_an_array_is_added_are_that_array_after_a_branch_too() -> None:
    x, c, out = Var("x", VECTOR), Var("c", BOOL), Var("x_bar", VECTOR)
    zeros, total, twice, thrice = (Var(n, VECTOR, True) for n in ("x_bar", "x_bar", "t", "t"))
    then = (
        Let(zeros, Op("zeros", "zeros"), (x,)),
        Let(twice, Op("binary", "mul"), (Const(2.0), x)),
        Update(total, zeros, "accumulate", (twice,), None, None, WHOLE),
    )
    orelse = (Let(thrice, Op("binary", "mul"), (Const(3.0), x)),)
    branch, end = gathered((If(c, then, orelse, (Merge(out, (total, thrice)),)), Return(out)))
    assert isinstance(branch, If) and isinstance(end, Return)
    assert branch.merges[0].values == (twice, thrice)
    assert not any(isinstance(s, Update) for s in branch.then)


def test_what_was_read_in_between_is_added_to() -> None:
    x, bar, first, second = (Var(n, ListOf(REAL)) for n in ("x", "x_bar", "x_bar", "x_bar"))
    seen = Var("t", REAL, True)
    block = (
        Let(bar, Op("zeros", "zeros"), (x,)),
        Update(first, bar, "accumulate", (Const(0), Const(1.0))),
        Let(seen, Op("item", "item"), (first, Const(0))),
        Update(second, first, "accumulate", (Const(0), seen)),
        Return(second),
    )
    made = [s.how for s in gathered(block) if isinstance(s, Update)]
    assert made == ["store", "accumulate"]


def test_an_int_is_stored_as_a_real() -> None:
    source = s2sdiff.grad(lambda x: x[0] + 2 * x[1]).lower([1.0, 2.0]).source
    assert "x_bar[0] = 1.0" in source and "x_bar[1] = 2.0" in source
