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
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from s2sdiff.frontend import arrays
from s2sdiff.frontend.calls import bind, call
from s2sdiff.frontend.containers import as_object, known_items
from s2sdiff.frontend.declared import TRANSFORMS, lookup
from s2sdiff.frontend.expressions import nested_function
from s2sdiff.frontend.inner_inputs import Inputs
from s2sdiff.frontend.lowerer import Lowerer, atom_of
from s2sdiff.frontend.parameters import names_of
from s2sdiff.frontend.values import (
    Known,
    Lib,
    Partial,
    Ref,
    Seq,
    Transform,
    UserFn,
    kind_of_atom,
    tree_of,
)
from s2sdiff.graph import Atom, Block, Const, External, Op, Var, leaves, link_of, walk
from s2sdiff.kinds import ANY, REAL, TupleOf, differentiable, is_number, mixed, plain, strip

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


def derivative_value(ctx: Lowerer, d: Any, external: External) -> Transform:
    """A Derivative, such as ``slope = grad(g)`` in a module, or what `hvp` made."""
    goal = "hvp" if hasattr(d, "derivative") else d.goal
    d = getattr(d, "derivative", d)
    fn = ctx.static_value(d.primal, External(external.module, external.name, d.primal))
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
    if any(isinstance(v, Ref) for v in given):
        raise ctx.refuse(
            "SD301",
            "`vjp` at a container is taken inside a differentiated function",
            "use pullback, which is called with the cotangent",
        )
    chosen = tuple(k for k, v in enumerate(given) if is_real_value(ctx, v))
    value = call(ctx, fun, given, {})
    return Seq((value, Partial(Transform("pull", fun, chosen, True), tuple(given), {})))


def is_real_value(ctx: Lowerer, value: Any) -> bool:
    """Whether an argument may have a derivative."""
    if isinstance(value, Seq):
        return any(is_real_value(ctx, v) for v in value.items)
    if isinstance(value, Const):
        return isinstance(value.value, int | float) and not isinstance(value.value, bool)
    if isinstance(value, Ref):
        return differentiable(plain(ctx.env.versions[value.obj].kind))
    return isinstance(value, Var | Known) and (
        differentiable(kind_of_atom(atom_of(ctx, value))) or is_number(kind_of_atom(atom_of(ctx, value)))
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
        return jacobian(ctx, t, args, keywords, where)
    run = Run(ctx, t, args, keywords, where)
    if t.goal in ("grad", "value_and_grad"):
        return run.gradient()
    return run.pushed(seeds) if t.goal == "pushforward" else run.pulled(seeds[0])


def jacobian(
    ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any], where: list[int | str]
) -> Any:
    """A Jacobian: forward by each real argument, or the gradient where the result is one real."""
    values = [args[w] if isinstance(w, int) else keywords[w] for w in where]
    single = all(
        isinstance(v, Var | Const | Known) and is_number(kind_of_atom(atom_of(ctx, v))) for v in values
    )
    if t.goal == "jacrev" or not single:
        if t.goal == "jacfwd":
            raise ctx.refuse(
                "SD301",
                "a forward Jacobian by an argument that is not one real is taken inside a function",
                "use grad, or jvp along a direction",
            )
        run = Run(ctx, t, args, keywords, where)
        if isinstance(run.result, Seq | Ref):
            raise ctx.refuse(
                "SD301",
                "a reverse Jacobian of several results is taken inside a function",
                "use jacfwd, or pullback with a cotangent",
            )
        return run.gradient("grad")
    parts = []
    for w in where:
        run = Run(ctx, t, args, keywords, [w])
        parts.append(known_items(ctx, run.pushed([Const(1.0)]))[1])
    return joined(ctx, parts) if t.several else parts[0]


def joined(ctx: Lowerer, parts: list[Any]) -> Any:
    """Jacobians by several arguments as one: a tuple in the place of each real or array of the result."""
    first = parts[0]
    if isinstance(first, Seq):
        items = tuple(joined(ctx, [p.items[k] for p in parts]) for k in range(len(first.items)))
        return Seq(items, first.fields, first.cls, first.form)
    if len(parts) > 1 and isinstance(first, Ref) and not arrays.is_array(first, ctx):
        raise ctx.refuse(
            "SD301",
            "a Jacobian of a list by several arguments is taken inside a function",
            "take it by one argument at a time, or return a tuple",
        )
    return Seq(tuple(parts))


class Run:
    """One call of an inner function, lowered on the side."""

    def __init__(
        self, ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any], where: list[int | str]
    ) -> None:
        self.ctx, self.t = ctx, t
        args, keywords = list(args), dict(keywords)
        self.inputs = Inputs(ctx)
        names = names_of(t.fn)
        self.chosen: list[Any] = []
        for w in where:
            holder: Any = args if isinstance(w, int) else keywords
            name = w if isinstance(w, str) else (names[w] if w < len(names) else "x")
            holder[w] = self.inputs.fresh(holder[w], name)
            self.chosen.append(holder[w])
        self.wrt = [v for c in self.chosen for v in self.inputs.leaves(c)]
        if not self.wrt:
            raise ctx.refuse("SD403", "the argument holds nothing that can be differentiated")
        self.result, self.body = self.lowered(args, keywords)

    def lowered(self, args: list[Any], keywords: dict[str, Any]) -> tuple[Any, Block]:
        """The value and the statements of the call."""
        ctx = self.ctx
        outside, names, versions = ctx.out, dict(ctx.env.names), dict(ctx.env.versions)
        ctx.out = []
        result = call(ctx, self.t.fn, args, keywords)
        body, ctx.out = tuple(ctx.out), outside
        own = {id(v) for v in self.wrt}
        for obj, version in versions.items():
            if ctx.env.versions.get(obj, version) is not version and id(version) not in own:
                raise ctx.refuse(
                    "SD206",
                    f"`{obj.name}` is changed by a function whose derivative is taken here",
                    "return the new value instead",
                )
        for key, value in names.items():
            if not key[1].startswith("%") and ctx.env.names.get(key, value) is not value:
                raise ctx.refuse(
                    "SD206",
                    f"`{key[1]}` is set by a function whose derivative is taken here",
                    "return the new value instead",
                )
        if any(link_of(s) is not None for s in walk(body)):
            raise ctx.refuse(
                "SD304",
                "a derivative of a recursive function is taken inside a function",
                "write the recursion as a loop",
            )
        if ctx.env.dead:
            raise ctx.refuse("SD201", "a function whose derivative is taken here always raises")
        return result, body

    def tree(self, value: Any) -> Any:
        """The structured value of atoms that a lowered value stands for."""
        tree = tree_of(value, self.ctx.env.versions)
        if tree is None:
            raise self.ctx.refuse("SD404", "a derivative is taken of a function whose result is not data")
        if any(isinstance(a, Var) and mixed(a.kind) for a in leaves(tree)):
            raise self.ctx.refuse(
                "SD404",
                "a derivative is taken of a list of values of several kinds",
                "return a tuple of them",
            )
        return tree

    def outputs(self) -> list[Var]:
        """The reals of the result."""
        from s2sdiff.transforms.structure import real_leaves

        return real_leaves(self.tree(self.result))

    def splice(self, block: Block) -> None:
        """Let statements take the place of the call."""
        from s2sdiff.optimize.rewrite import substitute
        from s2sdiff.transforms.unstack import unstack

        self.ctx.out += substitute(unstack(block), self.inputs.stands_for)

    def outside(self, value: Any) -> Any:
        """A value as it is seen after the call: fresh variables are what they stood for."""
        if isinstance(value, Seq):
            return Seq(tuple(self.outside(v) for v in value.items), value.fields, value.cls, value.form)
        return self.inputs.stands_for.get(value, value) if isinstance(value, Var) else value

    def mapped(self, value: Any, derivative: Callable[[Var], Atom]) -> Any:
        """The same structure with the derivative in the place of each real."""
        if isinstance(value, Seq):
            return Seq(
                tuple(self.mapped(v, derivative) for v in value.items), value.fields, value.cls, value.form
            )
        if isinstance(value, Ref):
            found = derivative(self.ctx.env.versions[value.obj])
            return as_object(self.ctx, found, found.name) if isinstance(found, Var) else found
        if isinstance(value, Known):
            value = value.atom
        if isinstance(value, Var) and (differentiable(value.kind) or strip(value.kind) == ANY):
            return self.outside(derivative(value))
        number = isinstance(value, Var | Const) and is_number(kind_of_atom(value))
        return Const(0.0) if number else value

    def gradient(self, goal: str = "") -> Any:
        """The gradient of one real, with the value or with the rest of the result where that is asked for."""
        from s2sdiff.compiler import single_real

        goal = goal or self.t.goal
        whole, aux = self.result, None
        if self.t.has_aux:
            if not (isinstance(whole, Seq) and len(whole.items) == 2):
                raise self.ctx.refuse(
                    "SD404", "with has_aux the function returns a pair", "return the real, then the rest"
                )
            whole, aux = whole.items
        single_real(self.tree(whole))
        if self.t.mode == "forward" and len(self.wrt) == 1 and kind_of_atom(self.wrt[0]) == REAL:
            found = self.forward([(self.wrt[0], Const(1.0))], whole)
        else:
            found = self.reverse([(self.tree(whole), Const(1.0))])
            found = found if self.t.several else found.items[0]
        if self.t.mode == "forward" and self.t.several and not isinstance(found, Seq):
            found = Seq((found,))
        if goal == "value_and_grad":
            return Seq((self.outside(self.result), found))
        return Seq((found, self.outside(aux))) if aux is not None else found

    def reverse(self, seeds: list[tuple[Any, Any]]) -> Seq:
        """The cotangents of the chosen arguments."""
        from s2sdiff.transforms.reverse import Reverse

        sweep = Reverse(self.body, self.wrt, self.outputs(), self.ctx.lines_of)
        forward, _ = sweep.run(seeds)
        found = {v: sweep.gradient(v) for v in self.wrt}
        self.splice((*forward, *sweep.b.out))
        return Seq(tuple(self.mapped(c, lambda v: found[v]) for c in self.chosen))

    def forward(self, seeds: list[tuple[Any, Any]], value: Any) -> Any:
        """The tangent of a value."""
        from s2sdiff.transforms.forward import Forward

        sweep = Forward(self.body, [v for v, _ in seeds], self.outputs(), self.ctx.lines_of)
        sweep.run(seeds)
        found: dict[Var, Atom] = {}

        def note(v: Any) -> None:
            if isinstance(v, Seq):
                for item in v.items:
                    note(item)
            else:
                atom = self.tree(v)
                if isinstance(atom, Var):
                    found[atom] = sweep.tangent(atom)

        note(value)
        self.splice(tuple(sweep.b.out))
        return self.mapped(value, lambda v: found[v])

    def pushed(self, seeds: list[Any]) -> Seq:
        """The value and its tangent."""
        pairs = [p for c, s in zip(self.chosen, seeds, strict=True) for p in self.paired(c, s)]
        tangent = self.forward(pairs, self.result)
        return Seq((self.outside(self.result), tangent))

    def pulled(self, seed: Any) -> Any:
        """The value and the cotangents; the cotangents alone for what `vjp` returned."""
        found = self.reverse(list(self.paired(self.result, seed)))
        if self.t.goal == "pull":
            return found
        return Seq((self.outside(self.result), found if self.t.several else found.items[0]))

    def paired(self, value: Any, seed: Any) -> Iterator[tuple[Any, Any]]:
        """Each real of a structure with its seed."""
        ctx = self.ctx
        if isinstance(value, Seq):
            for v, s in zip(value.items, known_items(ctx, seed, len(value.items)), strict=True):
                yield from self.paired(v, s)
            return
        atom, given = self.tree(value), atom_of(ctx, seed)
        if isinstance(value, Ref) or isinstance(kind_of_atom(given), TupleOf):
            given = ctx.let(Op("copy", "copy"), (given,), kind_of_atom(given))
        if isinstance(given, Const) and isinstance(given.value, int):
            given = Const(float(given.value))
        if isinstance(atom, Var):
            yield atom, given
