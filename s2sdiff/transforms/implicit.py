"""Derivatives of what is defined implicitly: roots, and integrals.

A root y of ``g(y, p) = 0`` moves with ``y' = -(g_p p') / g_y`` (the implicit function theorem; Griewank and
Walther, Evaluating Derivatives, 2nd ed., section 15.4). An integral moves with its ends by the values of
the integrand there, and with parameters by the integral of the partial derivative (Leibniz).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s2sdiff.errors import Refusal
from s2sdiff.frontend.implicit import LARGEST, Implicit, Written, free_of
from s2sdiff.graph import Atom, Block, Const, If, Let, Op, Stmt, Var, walk
from s2sdiff.kinds import ANY, REAL, plain, strip
from s2sdiff.optimize.dead import eliminate, settle
from s2sdiff.optimize.rewrite import map_stmt
from s2sdiff.transforms.builder import Builder


def body_at(s: Let, at: Atom) -> tuple[Block, Atom]:
    """The statements of the inner function at a point, with variables of their own, and its value."""
    payload: Implicit = s.op.payload
    block, value = payload.body(at)
    mapping: dict[Var, Atom] = dict(zip(payload.free, s.args[payload.own :], strict=True))

    def now(a: Atom) -> Atom:
        return mapping.get(a, a) if isinstance(a, Var) else a

    return tuple(map_stmt(x, now) for x in block), now(value)


def slope_at(b: Builder, s: Let, at: Var) -> Atom:
    """The derivative of the inner function by its own variable."""
    from s2sdiff.transforms.forward import Forward

    block, value = body_at(s, at)
    sweep = Forward(block, [at], [value] if isinstance(value, Var) else [], b.lines_of)
    sweep.run([(at, Const(1.0))])
    slope = sweep.tangent(value)
    b.out += sweep.b.out
    b.defs |= sweep.b.defs
    return slope


def partials_of(
    b: Builder, s: Let, wanted: Callable[[Atom], bool]
) -> list[tuple[Var, Callable[[Atom], Atom]]]:
    """How a root or an integral varies with each argument: multiplication by a number, for either mode.

    Raises:
        Refusal: SD302 for a parameter that is not one real.
    """
    payload: Implicit = s.op.payload
    found: list[tuple[Var, Callable[[Atom], Atom]]] = []
    for k in payload.ends:
        a = s.args[k]
        if isinstance(a, Var) and wanted(a):
            found.append((a, lambda seed, a=a, k=k: at_end(b, s, a, seed, k == payload.ends[0])))  # type: ignore[misc]
    slopes: list[Atom] = []
    for a in dict.fromkeys(s.args[payload.own :]):
        if not isinstance(a, Var) or not wanted(a):
            continue
        if plain(strip(a.kind)) not in (REAL, ANY):
            raise Refusal(
                "SD302",
                f"`{s.op.name}` is differentiated by what is no real, `{a.name}`",
                s.place,
                "take the reals out of it before the call",
            )
        if payload.how == "integral":
            found.append((a, lambda seed, a=a: b.mul(integral_of_partial(b, s, a), seed)))  # type: ignore[misc]
            continue
        if not slopes:
            slopes.append(slope_at(b, s, s.target))
        found.append((a, lambda seed, a=a: b.neg(b.div(b.mul(partial_at(b, s, a), seed), slopes[0]))))  # type: ignore[misc]
    return found


def at_end(b: Builder, s: Let, end: Var, seed: Atom, lower: bool) -> Atom:
    """What an integral gains when an end of it moves."""
    block, value = body_at(s, end)
    b.out += block
    gain = b.mul(value, seed)
    return b.neg(gain) if lower else gain


def partial_at(b: Builder, s: Let, parameter: Var) -> Atom:
    """The partial derivative of the inner function by a parameter, at the root."""
    block, slope = partial_of(b, s, s.target, parameter)
    b.out += block
    b.defs |= {x.target: x for x in block if isinstance(x, Let)}
    return slope


def partial_of(b: Builder, s: Let, at: Var, parameter: Var) -> tuple[Block, Atom]:
    """The statements that compute the partial derivative by a parameter, and its value."""
    from s2sdiff.transforms.forward import Forward

    block, value = body_at(s, at)
    sweep = Forward(block, [parameter], [value] if isinstance(value, Var) else [], b.lines_of)
    sweep.run([(parameter, Const(1.0))])
    return tuple(sweep.b.out), sweep.tangent(value)


def integral_of_partial(b: Builder, s: Let, parameter: Var) -> Atom:
    """The integral of the partial derivative by a parameter: the same call with another integrand."""
    payload: Implicit = s.op.payload
    at = Var("y", REAL)
    block, slope = partial_of(b, s, at, parameter)
    end = Let(Var("t", ANY), Op("end", "end"), (slope,))
    block = settle((*block, end))
    last = block[-1]
    assert isinstance(last, Let)
    slope = last.args[0]
    block = eliminate(block[:-1], [slope])
    check(block, s)
    free = free_of(block, slope, at)
    function = b.let(Op("lambda", "lambda", Written((at,), block, slope, free)), free, ANY)
    own = (function, *s.args[1 : payload.own])
    inner = replace(payload, free=free)
    return b.let(Op("implicit", s.op.name, inner, s.op.keywords), (*own, *free), REAL)


def check(block: Block, s: Let) -> None:
    """Refuse an integrand that is not one expression."""
    stmts: list[Stmt] = list(walk(block))
    if len(stmts) > LARGEST or not all(
        isinstance(x, Let | If) and (isinstance(x, Let) or len(x.merges) == 1) for x in stmts
    ):
        raise Refusal(
            "SD301",
            f"the derivative of the function that `{s.op.name}` is given cannot be written as one expression",
            s.place,
            "compute less in it",
        )


__all__ = ["partials_of"]
