"""Functions that say themselves what their derivative is, and the transforms, as values of a program.

A function that was declared (`custom_jvp`, `custom_vjp`, `elemental`, a rule for somebody else's function)
is called and not followed. `grad` and its relatives, and what they return, are taken apart; see `inner`.
"""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from s2sdiff.errors import S2SDiffError
from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays.extent import binary_kind
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import default_value, static_value, user_function
from s2sdiff.frontend.text.parameters import parameters_of
from s2sdiff.frontend.text.scope import Where, is_library, library_method
from s2sdiff.frontend.values import Lib, Made, Ref, UserFn
from s2sdiff.frontend.verbs import (
    bind,
    call_declared_solver,
    call_solver,
    derivative_value,
    lower,
    made_value,
)
from s2sdiff.graph import Atom, External, Op, Tree, Var
from s2sdiff.kinds import ANY, REAL, Array, DictOf, Kind, ListOf, TupleOf, is_number, plain, strip
from s2sdiff.rules.declare import rule_of

#: How a call of one of our own functions is lowered; `s2sdiff.api` and `s2sdiff.declared` enter theirs.
TRANSFORMS: dict[Any, Callable[[Lowerer, Any, list[Any], dict[str, Any]], Any]] = {}


def lookup(value: Any) -> Any:
    """The entry of `TRANSFORMS` for a value, or None."""
    try:
        return TRANSFORMS.get(value)
    except TypeError:
        return None


@verbs.declared_value.defined
def declared_value(ctx: Lowerer, value: Any, external: External) -> Any:
    """What a declared function, a transform or a derivative stands for; None for any other value."""
    if isinstance(value, Made):
        return made_value(ctx, value)
    if not callable(value) or isinstance(value, type):
        return None
    if getattr(type(value), "__s2sdiff_checkpoint__", False):
        from s2sdiff.declared.recompute import under

        fun = static_value(ctx, value.fun, external_of(value.fun))
        return None if fun is None else under(fun)
    if lookup(value) is not None:
        return Lib(External(value.__module__, value.__name__, value))
    if getattr(type(value), "__s2sdiff_declared__", False):
        rule = getattr(value, "rule", None)
        for name in ("jvp", "vjp") if rule is not None else ():
            ctx.guard(Where("attr", rule, name), getattr(rule, name), "is")
        return Lib(external_of(value, external))
    cls = type(value)
    if getattr(cls, "__s2sdiff_derivative__", False) or getattr(cls, "__s2sdiff_product__", False):
        return derivative_value(ctx, value, external)
    if inspect.ismethod(value) and (known := library_method(value)) is not None:
        return Lib(known)
    if not inspect.isbuiltin(value):
        owner = value if hasattr(value, "__code__") else type(value)
        module = getattr(owner, "__module__", None) or ""
        if not is_library(module) and not module.startswith("s2sdiff.rules") and rule_of(value) is not None:
            return Lib(external_of(value, external))
    return None


def external_of(value: Any, found: External | None = None) -> External:
    """How generated source reaches a function: by its own name, by the name it was found under, or not at all.

    What cannot be imported is captured: it has no module, and the loaded program holds the thing itself.
    """
    if isinstance(value, UserFn):
        assert value.external is not None
        return value.external
    module, name = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", "")
    for m, n in ((module, name), (found.module, found.name) if found is not None else ("", "")):
        if m and n and _reach(m, n) is value:
            return External(m, n, value)
    base = name.rpartition(".")[2] or (found.name if found is not None else "f")
    return External("", base if base.isidentifier() else "f", value)


def _reach(module: str, path: str) -> Any:
    thing = sys.modules.get(module)
    for part in path.split("."):
        thing = getattr(thing, part, None)
    return thing


def call_declared(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call one of our own functions, or a declared one; NotImplemented for any other."""
    value = fn.external.value
    handler = lookup(value)
    if handler is not None:
        return handler(ctx, value, args, keywords)
    if not getattr(type(value), "__s2sdiff_declared__", False):
        return call_solver(ctx, fn, args, keywords)
    given = arguments(ctx, value, args, keywords)
    atoms = tuple([load_ref(ctx, a) if isinstance(a, Ref) else atom_of(ctx, a) for a in given])
    kind = result_kind(ctx, value, atoms)
    if hasattr(value, "residual"):
        return call_declared_solver(ctx, fn.external, given, atoms, kind)
    result = ctx.let(Op("call", fn.external.name, fn.external), atoms, kind)
    return returned(ctx, result)


def returned(ctx: Lowerer, result: Var) -> Any:
    """The value that the result of a call stands for: a container is an object from now on."""
    return ctx.new_object(result, result.name) if isinstance(strip(result.kind), ListOf | DictOf) else result


def arguments(ctx: Lowerer, value: Any, args: list[Any], keywords: dict[str, Any]) -> list[Any]:
    """The arguments of a declared function, by position, defaults filled in."""
    if not keywords and len(args) == len(value.params):
        return args
    if isinstance(value.fun, UserFn):
        bound_to = bind(ctx, value.fun, args, keywords)
        return [bound_to[p] for p in value.params]
    try:
        bound = inspect.signature(value).bind(*args, **keywords)
    except TypeError as e:
        raise ctx.refuse("SD502", f"`{value.__name__}`: {e}") from None
    given = dict(bound.arguments)
    positional: list[Any] = []
    for p in bound.signature.parameters.values():
        if p.kind is p.VAR_POSITIONAL:
            positional += given.get(p.name, ())
        elif p.kind is p.VAR_KEYWORD:
            if given.get(p.name):
                raise ctx.refuse("SD305", f"`{value.__name__}` is called with keywords beyond its parameters")
        else:
            positional.append(given[p.name] if p.name in given else default_value(ctx, p.default))
    return positional


def result_kind(ctx: Lowerer, value: Any, atoms: tuple[Atom, ...]) -> Kind:
    """The kind of what a declared function returns: as it says, or as its source shows."""
    kinds = [strip(plain(a.kind)) for a in atoms]
    arrays: list[Kind] = [k for k in kinds if isinstance(k, Array)]
    if value.elementwise:
        if arrays:
            return functools.reduce(lambda x, k: together(ctx, x, k), arrays[1:], arrays[0])
        return REAL if all(is_number(k) for k in kinds) else ANY
    return stated_kind(value.fun) or shown_kind(ctx, value.fun, kinds)


def stated_kind(fun: Any) -> Kind | None:
    """The kind that a function is annotated to return, where that is a real."""
    if isinstance(fun, UserFn):
        returns = getattr(fun.node, "returns", None)
        return REAL if returns is not None and ast.unparse(returns) == "float" else None
    annotation = getattr(fun, "__annotations__", {}).get("return")
    return REAL if annotation in (float, "float") else None


def kind_by_source(ctx: Lowerer, external: External, atoms: tuple[Atom, ...]) -> Kind:
    """The kind of what a function gives for which somebody declared a rule.

    Raises:
        Refusal: SD302 where it is given arrays and does not show what it makes of them.
    """
    kinds = [strip(plain(a.kind)) for a in atoms]
    kind = stated_kind(external.value) or shown_kind(ctx, external.value, kinds)
    if kind == ANY and any(isinstance(k, Array) for k in kinds):
        raise ctx.refuse(
            "SD302",
            f"what `{external.name}` makes of arrays is not known",
            "call it in a function of your own with custom_jvp, whose source shows the shape of the result",
        )
    return kind


def together(ctx: Lowerer, a: Kind, b: Kind) -> Kind:
    """The kind of what an operation on elements makes of two arrays."""
    return binary_kind(ctx, "add", Var("t", a), Var("t", b))


def shown_kind(ctx: Lowerer, fun: Any, kinds: list[Kind]) -> Kind:
    """The kind of what a function with source returns for arguments of these kinds; ANY where it does not show."""
    if not isinstance(fun, UserFn | FunctionType):
        return ANY
    try:
        user = fun if isinstance(fun, UserFn) else function_of(ctx, fun)
        names = [n for n, _, _ in parameters_of(user)]
        if len(names) != len(kinds):
            return ANY
        program = lower(user, dict(zip(names, kinds, strict=True)), ctx.lines_of)
    except S2SDiffError:
        return ANY
    known = {d for k in kinds if isinstance(k, Array) for d in k.dims or ()}
    return own_lengths(ctx, tree_kind(program.function.result), known, {})


def function_of(ctx: Lowerer, fun: Any) -> UserFn:
    """A function of the world outside, as one that can be followed."""
    return user_function(Lowerer(ctx.lines_of), fun, External("", fun.__name__, fun))


def own_lengths(ctx: Lowerer, kind: Kind, known: set[Any], new: dict[Any, Any]) -> Kind:
    """A kind with the lengths that another lowering invented under names of this one's."""
    if isinstance(kind, Array) and kind.dims is not None:
        for d in kind.dims:
            if isinstance(d, str) and d not in known and d not in new:
                new[d] = ctx.new_dim()
        return Array(kind.dtype, kind.rank, tuple(new.get(d, d) for d in kind.dims))
    if isinstance(kind, TupleOf):
        return TupleOf(tuple(own_lengths(ctx, k, known, new) for k in kind.items), kind.cls, kind.fields)
    return kind


def tree_kind(value: Any) -> Kind:
    """The kind of a structured value."""
    if isinstance(value, Tree):
        if value.form not in ("tuple", "record"):
            return ANY
        cls = value.cls.value if value.cls is not None else None
        return TupleOf(tuple(tree_kind(v) for v in value.items), cls, value.keys if cls is not None else ())
    return plain(value.kind)


__all__ = ["TRANSFORMS", "call_declared", "declared_value", "external_of"]
