"""Derivatives of what is defined implicitly: roots and integrals; see `trajectories` for differential equations.

A root ``g(y, p) = 0`` moves with ``y' = -(g_y)^-1 g_p p'`` (the implicit function theorem); going backwards,
one linear solve gives the cotangent of ``g``, which is then run backwards at the root. An integral moves
with its ends by the values of the integrand there, and with parameters by the integral of the partial
derivative (Leibniz).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Inlined, Table
from s2sdiff.graph import Atom, Const, Let, Var
from s2sdiff.rules import solvers
from s2sdiff.transforms import trajectories
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.inlined import run_backwards
from s2sdiff.transforms.solutions import Solution, collected, direction, swept

if TYPE_CHECKING:
    from s2sdiff.transforms.forward import Forward
    from s2sdiff.transforms.reverse import Reverse


def moved(x: Solution, dots: Mapping[Var, Atom]) -> Atom:
    """The tangent of an integral along directions of what its integrand closes over."""
    ends = x.points["a"], x.points["b"]
    return x.rule(solvers.integral_moved, x.solver(), x.partial(dots), *ends, Table(dict(x.options)))


def pushed(sweep: Forward, s: Let) -> Atom:
    """The tangent of a solution."""
    if s.op.payload.how in ("flow", "times"):
        return trajectories.pushed(sweep, s)
    x = Solution(sweep.b, s)
    x.check(sweep.wanted)
    dots = {a: sweep.dots[a] for a in x.moving(sweep.wanted)}
    if x.payload.how in ("root", "roots"):
        change = sweep.b.absorb(*collected(sweep.b, lambda ctx: x.along(ctx, [s.target], dots)[1]))
        if x.payload.how == "root":
            return x.rule(solvers.root_tangent, x.slope(), change)
        rule = solvers.roots_tangent if x.is_vector() else solvers.array_tangent
        return x.rule(rule, x.slope(), change, s.target)
    total: Atom = moved(x, dots) if dots else Const(0.0)
    for name, sign in (("a", -1.0), ("b", 1.0)):
        end = x.points.get(name)
        if isinstance(end, Var) and sweep.wanted(end):
            seed = sweep.b.mul(Const(sign), sweep.dots[end])
            total = sweep.b.add(total, x.rule(solvers.end_moved, x.integrand(), end, seed))
    return total


def pulled(sweep: Reverse, s: Let, bar: Atom) -> None:
    """Run a solution backwards."""
    if s.op.payload.how in ("flow", "times"):
        trajectories.pulled(sweep, s, bar)
        return
    x = Solution(sweep.b, s)
    x.check(sweep.wanted)
    if x.payload.how in ("root", "roots"):
        pulled_root(sweep, x, bar)
        return
    for name, sign in (("a", -1.0), ("b", 1.0)):
        end = x.points.get(name)
        if isinstance(end, Var) and sweep.wanted(end):
            seed = sweep.b.mul(Const(sign), bar)
            sweep.add(end, x.rule(solvers.end_moved, x.integrand(), end, seed))
    for a in x.moving(sweep.wanted):
        sweep.add(a, swept(x, a, bar, along(x, a), solvers.scaled))


def along(x: Solution, a: Var) -> Inlined:
    """The tangent of an integral along a direction of one argument."""

    def emit(ctx: Lowerer, args: list[Any]) -> Atom:
        side = Solution(Builder((), x.b.lines_of), x.s)
        value = moved(side, {a: direction(ctx, args[0], a.name)})
        ctx.out += side.b.out
        return value

    return Inlined(emit)


def pulled_root(sweep: Reverse, x: Solution, bar: Atom) -> None:
    """Run the function backwards at its root."""
    y = x.s.target
    if x.payload.how == "root":
        seed = x.rule(solvers.root_cotangent, x.slope(), bar)
    else:
        rule = solvers.roots_cotangent if x.is_vector() else solvers.array_cotangent
        seed = x.rule(rule, x.slope(), bar, y)
    block, value = x.at(y)
    run_backwards(sweep, block, value, x.moving(sweep.wanted), seed)


__all__ = ["pulled", "pushed"]
