"""Derivatives that are taken inside a function that is differentiated.

``grad(g)(y)`` in the body of a function is lowered like a call of ``g``, with a fresh variable for each
real that ``g`` is differentiated by. The transform runs on the statements of that call alone, and what it
gives takes their place. Since nothing outside of ``g`` knows the fresh variable, perturbations of different
levels cannot be confused, and whatever else ``g`` closes over is an ordinary variable for the derivative
that is taken of all this later. (Siskind and Pearlmutter, Perturbation Confusion and Referential
Transparency, IFL 2005.)
"""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.calls.calls import bind, call
from s2sdiff.frontend.calls.declared import TRANSFORMS, lookup
from s2sdiff.frontend.data.containers import known_items
from s2sdiff.frontend.expressions.expressions import nested_function
from s2sdiff.frontend.inner import inner_jacobians
from s2sdiff.frontend.inner.inner_runs import Run, own
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value
from s2sdiff.frontend.text.parameters import names_of
from s2sdiff.frontend.values import (
    Known,
    Lib,
    Partial,
    Ref,
    Seq,
    Table,
    Transform,
    UserFn,
    pieces,
    rebuilt,
)
from s2sdiff.graph import Const, External, Op, Var
from s2sdiff.kinds import ANY, differentiable, is_number, plain

SEEDED = {"pullback": 1, "pushforward": 0, "pull": 1}


# -- the transforms as functions of the language --------------------------------------------------


def register(goals: dict[Any, str]) -> None:
    """Enter the functions of the API that are called with a function, by what they give."""
    for fn, goal in goals.items():
        TRANSFORMS[fn] = transform_of(goal)


def transform_of(goal: str) -> Callable[[Lowerer, Any, list[Any], dict[str, Any]], Any]:
    """How ``grad(g, argnums)`` is lowered: to a Transform, or to a partial where the function is left out."""

    def handler(ctx: Lowerer, value: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
        bound = inspect.signature(value).bind(*args, **keywords).arguments
        if goal in ("jvp", "vjp"):
            return jvp(ctx, **bound) if goal == "jvp" else vjp(ctx, **bound)
        fn = bound.get("fun", Const(None))
        if isinstance(fn, Const):
            return Partial(Lib(External(value.__module__, value.__name__, value)), (), keywords)
        backend = bound.get("backend", Const("python"))
        mode, aux = bound.get("mode", Const("reverse")), bound.get("has_aux", Const(False))
        if not (isinstance(mode, Const) and isinstance(aux, Const) and isinstance(backend, Const)):
            raise ctx.refuse("SD503", f"an option of `{value.__name__}` is not a literal")
        if aux.value and goal not in ("grad", "value_and_grad"):
            raise ctx.refuse(
                "SD503",
                f"`{value.__name__}` with has_aux is called inside a function",
                "leave has_aux out, and compute the rest by itself",
            )
        chosen, several = positions(ctx, bound.get("argnums", Const(0)))
        mode_ = "reverse" if mode.value == "symbolic" else mode.value
        if goal == "hessian":
            inner = Transform("grad", fn, chosen, several)
            return Transform("jacfwd", inner, chosen, several)
        if goal == "hvp":
            return Transform("hvp", Transform("grad", fn, chosen, several), chosen, several)
        return Transform(goal, fn, chosen, several, mode_, bool(aux.value))

    return handler


def positions(ctx: Lowerer, value: Any) -> tuple[tuple[int | str, ...], bool]:
    """The argnums that a lowered value says, and whether they are a tuple."""
    if isinstance(value, Const) and isinstance(value.value, int | str):
        return (value.value,), False
    if isinstance(value, Seq) and value.items and all(isinstance(v, Const) for v in value.items):
        return tuple(v.value for v in value.items), True
    raise ctx.refuse("SD501", "argnums are not known when the program is compiled", "write them as literals")


@verbs.derivative_value.defined
def derivative_value(ctx: Lowerer, d: Any, external: External) -> Transform:
    """A Derivative, such as ``slope = grad(g)`` in a module, or what `hvp` made."""
    goal = "hvp" if hasattr(d, "derivative") else d.goal
    d = getattr(d, "derivative", d)
    fn = static_value(ctx, d.primal, External(external.module, external.name, d.primal))
    if fn is None:
        atom = ctx.let(Op("global", external.name, External(external.module, external.name, d)), (), ANY)
        fn = Known(ctx.let(Op("attr", "primal"), (atom,), ANY), d.primal)
    chosen = d.argnums if isinstance(d.argnums, int | str) else tuple(d.argnums)
    if d.has_aux and d.goal not in ("grad", "value_and_grad"):
        raise ctx.refuse(
            "SD503", f"`{external.name}`, with has_aux, is called inside a function", "leave has_aux out"
        )
    several = not isinstance(chosen, int | str)
    mode = "reverse" if d.mode == "symbolic" else d.mode
    return Transform(goal, fn, chosen if several else (chosen,), several, mode, d.has_aux)  # type: ignore[arg-type]


def decorated(ctx: Lowerer, node: ast.FunctionDef) -> Any:
    """A nested function under decorators, each of which is one of the transforms; others are refused."""
    plain_node = copy.copy(node)
    plain_node.decorator_list = []
    value: Any = nested_function(ctx, plain_node, node.name)
    for d in reversed(node.decorator_list):
        decorator = ctx.expr(d)
        fn = decorator.fn if isinstance(decorator, Partial) else decorator
        if not isinstance(fn, Lib) or not (fn.external.value is np.vectorize or lookup(fn.external.value)):
            raise ctx.refuse(
                "SD303",
                f"the decorator of the nested function `{node.name}` cannot be followed",
                "leave it out",
                d,
            )
        value = call(ctx, decorator, [value], {})
    return value


def jvp(ctx: Lowerer, fun: Any, primals: Any, tangents: Any) -> Any:
    """``jvp(fun, primals, tangents)``."""
    given, dots = known_items(ctx, primals), known_items(ctx, tangents)
    if len(given) != len(dots):
        raise ctx.refuse("SD502", f"{len(given)} arguments and {len(dots)} tangents do not fit")
    chosen = tuple(k for k, v in enumerate(given) if is_real_value(ctx, v))
    return call(ctx, Transform("pushforward", fun, chosen, True), [*given, *(dots[k] for k in chosen)], {})


def vjp(ctx: Lowerer, fun: Any, primals: Any = ()) -> Any:
    """``vjp(fun, *primals)``: the value, and the function that pulls a cotangent back."""
    given = list(primals.items if isinstance(primals, Seq) else primals)
    chosen = tuple(k for k, v in enumerate(given) if is_real_value(ctx, v))
    given = [kept(ctx, v) for v in given]
    value = call(ctx, fun, given, {})
    return Seq((value, Partial(Transform("pull", fun, chosen, True), tuple(given), {})))


def kept(ctx: Lowerer, value: Any) -> Any:
    """An argument as it is now, whatever is written to it later."""
    if isinstance(value, Seq | Table):
        return rebuilt(value, [kept(ctx, v) for v in pieces(value)])
    return ctx.new_object(own(ctx, value), value.obj.name) if isinstance(value, Ref) else value


def is_real_value(ctx: Lowerer, value: Any) -> bool:
    """Whether an argument may have a derivative."""
    if isinstance(value, Seq | Table):
        return any(is_real_value(ctx, v) for v in pieces(value))
    if isinstance(value, Const):
        return isinstance(value.value, int | float) and not isinstance(value.value, bool)
    if isinstance(value, Ref):
        return differentiable(plain(ctx.env.versions[value.obj].kind))
    return isinstance(value, Var | Known) and (
        differentiable(atom_of(ctx, value).kind) or is_number(atom_of(ctx, value).kind)
    )


# -- calling a transform --------------------------------------------------------------------------


def slots(ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any]) -> list[int | str]:
    """Where the chosen arguments are in the call: a position, or a keyword."""
    names = names_of(t.fn)
    if isinstance(t.fn, UserFn):
        passed = [t.fn.self_value, *args] if t.fn.self_value is not None else args
        bound = bind(ctx, t.fn, passed, keywords)
        for n in names[len(args) :]:
            keywords.setdefault(n, bound[n])
    found: list[int | str] = []
    for a in t.argnums:
        at: int | str = a
        if isinstance(a, str):
            at = names.index(a) if a in names else a
        elif a < 0:
            at = a + (len(names) or len(args))
        if isinstance(at, int) and at >= len(args):
            at = names[at] if at < len(names) else at
        if (isinstance(at, int) and not 0 <= at < len(args)) or (isinstance(at, str) and at not in keywords):
            raise ctx.refuse("SD501", f"there is no argument {a!r} in this call of a derivative")
        found.append(at)
    return found


@verbs.call_transform.defined
def call_transform(ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a derivative inside of a function: the transform runs on the statements of this call.

    Raises:
        Refusal: SD206 where the inner function changes what lives outside of it, SD301 for a Jacobian by
            an argument that is not a real, SD404 for a gradient of a result that is not one real.
    """
    if t.goal == "hvp":
        at = slots(ctx, t, [a for k, a in enumerate(args)], keywords)
        if at != [0]:
            raise ctx.refuse(
                "SD301",
                "`hvp` by another argument than the first is called inside a function",
                "use jvp of grad",
            )
        push = Transform("pushforward", t.fn, t.argnums, t.several, "forward")
        return known_items(ctx, call(ctx, push, [args[0], *args[2:], args[1]], keywords))[1]
    count = len(t.argnums) if t.goal == "pushforward" else SEEDED.get(t.goal, 0)
    seeds = args[len(args) - count :] if count else []
    args, keywords = args[: len(args) - count], dict(keywords)
    where = slots(ctx, t, args, keywords)
    if t.goal in ("jacfwd", "jacobian", "jacrev"):
        return inner_jacobians.jacobian(ctx, t, args, keywords, where)
    run = Run(ctx, t, args, keywords, where)
    if t.goal in ("grad", "value_and_grad"):
        return run.gradient()
    return run.pushed(seeds) if t.goal == "pushforward" else run.pulled(seeds[0])
