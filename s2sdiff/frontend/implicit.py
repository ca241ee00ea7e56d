"""Functions that solve or integrate: what they are given is a function, and what they give depends on it implicitly.

``brentq(g, a, b)`` is lowered to one operation, whose arguments are those of the call and whatever the
function closes over; how ``g`` computes is kept with it, so that the transforms can differentiate ``g`` at
the root. Written out, ``g`` is a lambda.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from s2sdiff.frontend.calls import call
from s2sdiff.frontend.containers import known_items
from s2sdiff.frontend.lowerer import Lowerer, atom_of, load_ref
from s2sdiff.frontend.values import Known, Lib, Poison, Ref, Seq, kind_of_atom
from s2sdiff.graph import Atom, Block, Const, External, If, Let, Op, Var, defined, free_vars, walk
from s2sdiff.kinds import ANY, REAL, is_number

LARGEST = 150  # operations of a function that is written as a lambda

#: The functions that are known, by module and name: how it is called, and what of the result is the real.
SOLVERS: dict[tuple[str, str], tuple[str, str, tuple[str, ...]]] = {
    ("scipy.optimize", "brentq"): ("root", "", ("xtol", "rtol", "maxiter", "disp")),
    ("scipy.optimize", "brenth"): ("root", "", ("xtol", "rtol", "maxiter", "disp")),
    ("scipy.optimize", "bisect"): ("root", "", ("xtol", "rtol", "maxiter", "disp")),
    ("scipy.optimize", "ridder"): ("root", "", ("xtol", "rtol", "maxiter", "disp")),
    ("scipy.optimize", "toms748"): ("root", "", ("k", "xtol", "rtol", "maxiter", "disp")),
    ("scipy.optimize", "newton"): ("root", "", ("tol", "maxiter", "x1", "rtol", "disp")),
    ("scipy.optimize", "root_scalar"): (
        "root",
        "root",
        ("method", "bracket", "x0", "x1", "xtol", "rtol", "maxiter"),
    ),
    ("scipy.integrate", "quad"): ("integral", "0", ("epsabs", "epsrel", "limit")),
}
#: The positions of the call's own arguments, after the function, that are reals or other data.
_POINTS = {"newton": ("x0",), "root_scalar": ()}
_REFUSED = {
    ("scipy.optimize", n): "its unknowns are an array"
    for n in ("fsolve", "root", "broyden1", "broyden2", "anderson", "newton_krylov", "fixed_point")
} | {
    ("scipy.optimize", n): "it minimises"
    for n in ("minimize", "minimize_scalar", "least_squares", "curve_fit", "fmin", "fminbound", "linprog", "leastsq", "nnls")
} | {
    ("scipy.integrate", n): "it integrates"
    for n in ("solve_ivp", "odeint", "dblquad", "tplquad", "nquad", "quad_vec", "fixed_quad", "ode")
}


@dataclass(frozen=True)
class Implicit:
    """What is known of a call: `own` arguments come first, what the function closes over after them.

    Attributes:
        how: "root" or "integral".
        external: the function that is called; `part` is what of its result is the real.
        own: how many arguments of the operation are those of the call.
        ends: which of those are the ends of an integral.
        body: gives the statements and the value of the inner function at a variable, variables fresh.
        free: the variables that it closes over, in the order of the arguments that stand for them.
    """

    how: str
    external: External
    part: str
    own: int
    ends: tuple[int, ...]
    body: Callable[[Atom], tuple[Block, Atom]]
    free: tuple[Var, ...]


@dataclass(frozen=True)
class Written:
    """A function that is written as a lambda."""

    params: tuple[Var, ...]
    block: Block
    result: Atom
    free: tuple[Var, ...]


def call_solver(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Lower a call of a solver or a quadrature; NotImplemented for any other function.

    Raises:
        Refusal: SD301 for solvers that are known and have no rule, SD305 for arguments that are not covered.
    """
    value, module, name = fn.external.value, fn.external.module, fn.external.name
    if not module.startswith(("scipy.optimize", "scipy.integrate")):
        return NotImplemented
    package = ".".join(module.split(".")[:2])
    if (package, name) in _REFUSED:
        raise ctx.refuse(
            "SD301",
            f"`{name}` is differentiated by no rule: {_REFUSED[package, name]}",
            "differentiate the conditions that its result fulfils, or state its derivative with custom_vjp",
        )
    if (package, name) not in SOLVERS or value is None:
        return NotImplemented
    how, part, options = SOLVERS[package, name]
    try:
        bound = dict(inspect.signature(value).bind(*args, **keywords).arguments)
    except TypeError as e:
        raise ctx.refuse("SD502", f"`{name}`: {e}") from None
    names = list(bound)
    inner = bound.pop(names[0])
    extra = known_items(ctx, bound.pop("args", Seq(())))
    points = _POINTS.get(name, ("a", "b"))
    unknown = [
        k
        for k in bound
        if k not in points
        and k not in options
        and not (isinstance(bound[k], Const) and bound[k].value is None)
    ]
    if unknown:
        raise ctx.refuse(
            "SD305",
            f"the argument `{unknown[0]}` of `{name}` is not covered",
            f"of its options, {', '.join(options)} are",
        )
    bound = {
        k: v
        for k, v in bound.items()
        if k in points or (k in options and not (isinstance(v, Const) and v.value is None))
    }
    function = inner_function(ctx, inner, extra)
    block, result = function(param := Var("y", REAL, True))
    free = free_of(block, result, param)
    written = as_lambda(ctx, name, block, param, result, free)
    own = [written, *[load_ref(ctx, v) if isinstance(v, Ref) else atom_of(ctx, v) for v in bound.values()]]
    keys = tuple(k for k in bound if k not in points)
    ends = tuple(k + 1 for k, p in enumerate(bound) if p in points) if how == "integral" else ()
    external = External(package, name, value)
    payload = Implicit(how, external, part, len(own), ends, function, free)
    found = ctx.let(Op("implicit", name, payload, keys), (*own, *free), REAL)
    if name == "root_scalar":
        return Seq((found,), ("root",))
    unknown_error = Poison("SD305", f"the error estimate of `{name}` is read", "use the integral alone")
    return Seq((found, unknown_error)) if how == "integral" else found


def inner_function(ctx: Lowerer, fn: Any, extra: list[Any]) -> Callable[[Atom], tuple[Block, Atom]]:
    """How the function is lowered at a point: on the side, in the environment of the call."""
    frames, names, versions = list(ctx.frames), dict(ctx.env.names), dict(ctx.env.versions)
    node, cells, next_frame = ctx.node, ctx.cells, ctx._next_frame

    def lowered(at: Atom) -> tuple[Block, Atom]:
        side = Lowerer(ctx.lines_of)
        side.frames, side.node, side.cells, side._next_frame = list(frames), node, cells, next_frame + 1000
        side.env.names.update(names)
        side.env.versions.update(versions)
        side.guards = ctx.guards
        value = call(side, fn, [at, *extra], {})
        if not isinstance(value, Var | Const | Known) or not is_number(kind_of_atom(atom_of(side, value))):
            raise ctx.refuse(
                "SD301",
                "the function that is solved or integrated does not give one real",
                "compute with reals",
            )
        if any(side.env.versions.get(o) is not v for o, v in versions.items()):
            raise ctx.refuse("SD206", "the function that is solved or integrated changes a container")
        return tuple(side.out), atom_of(side, value)

    return lowered


def free_of(block: Block, result: Atom, param: Var) -> tuple[Var, ...]:
    """The variables that statements read from outside, in order."""
    inside = {v for s in block for v in defined(s)}
    found = {v: None for s in block for v in free_vars(s) if v not in inside}
    if isinstance(result, Var) and result not in inside:
        found[result] = None
    found.pop(param, None)
    return tuple(found)


def as_lambda(ctx: Lowerer, name: str, block: Block, param: Var, result: Atom, free: tuple[Var, ...]) -> Atom:
    """The function as a value, to be written as a lambda."""
    for count, s in enumerate(walk(block)):
        if not isinstance(s, Let | If) or (isinstance(s, If) and len(s.merges) != 1) or count > LARGEST:
            raise ctx.refuse(
                "SD301",
                f"the function that `{name}` is given cannot be written as one expression",
                "write it without loops and long branches, or compute less in it",
            )
    return ctx.let(Op("lambda", "lambda", Written((param,), block, result, free)), free, ANY)


__all__ = ["Implicit", "Written", "call_solver"]
