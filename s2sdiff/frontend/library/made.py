"""What a module that is read, and not run, makes with functions of ours: `custom_jvp`, `grad`, `elemental` and the like.

A decorated function, or ``name = grad(f)``, is evaluated as if it stood in a function: what a transform gives
is a `Transform`; what a declaration gives is a declared function, whose rules are looked up in the module's text.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.text.static import StaticModule
from s2sdiff.frontend.values import Lib, Made, Partial, Seq, UserFn
from s2sdiff.graph import Const, External

DECLARATIONS = {"custom_jvp", "custom_vjp", "implicit", "rule"}


@verbs.made_value.defined
def made_value(ctx: Lowerer, made: Made) -> Any:
    """What the name stands for.

    Raises:
        Refusal: SD303 where that cannot be told.
    """
    module, key = made.module, (made.name, made.node)
    if key in module.made:
        return module.made[key]
    nothing = ast.Lambda(ast.arguments([], [], None, [], [], None, []), ast.Constant(None))
    outer = UserFn("<module>", nothing, module, module.filename)
    saved, ctx.out = ctx.out, []
    node = ctx.node
    ctx.frames.append(ctx.new_frame(outer))
    try:
        value = evaluated(ctx, made)
        if ctx.out:
            raise ctx.refuse("SD303", f"what `{made.name}` is made of cannot be followed", node=node)
    finally:
        ctx.frames.pop()
        ctx.out, ctx.node = saved, node
    module.made[key] = value
    return value


def evaluated(ctx: Lowerer, made: Made) -> Any:
    """The value of a definition with its decorators, or of an expression."""
    if isinstance(made.node, ast.expr):
        return ctx.expr(made.node)
    value: Any = made.module.plain(made.node)
    for d in reversed(made.node.decorator_list):
        if not made.module.is_ours(d):
            raise ctx.refuse("SD303", f"the decorator of `{made.name}` cannot be followed", "leave it out", d)
        value = call(ctx, ctx.expr(d), [value], {})
    return value


def declared(ctx: Lowerer, fn: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """``custom_jvp(f)``, ``custom_vjp(f)``, ``implicit(residual)`` and ``elemental(name, formula)``, in a module.

    Raises:
        Refusal: SD303 inside of a function, and for arguments that are not literals.
    """
    home = ctx.frames[-1].fn
    if home.name != "<module>" or not isinstance(home.scope, StaticModule) or not home.scope.name:
        raise ctx.refuse(
            "SD303",
            f"`{fn.__name__}` is called inside of a function",
            "declare it at the top level of a module",
        )
    if fn.__name__ == "elemental":
        values = [literal(ctx, v) for v in args]
        formula = fn(*values, **{k: literal(ctx, v) for k, v in keywords.items()})
        formula.__module__ = home.scope.name
        return Lib(External(home.scope.name, values[0], formula))
    if fn.__name__ == "implicit":
        from s2sdiff.declared.roots import declare

        return Partial(Lib(External(fn.__module__, "declare", declare)), tuple(args), keywords)
    if fn.__name__ == "declare":
        residual, user = [*keywords.values(), *args]
        return registered(ctx, fn, user, residual=residual)
    nondiff = literal(ctx, keywords["nondiff_argnums"]) if "nondiff_argnums" in keywords else ()
    if not args:
        return Partial(Lib(External(fn.__module__, fn.__name__, fn)), (), keywords)
    return registered(ctx, fn, args[0], nondiff=tuple(nondiff))


def registered(ctx: Lowerer, fn: Any, user: Any, **options: Any) -> Lib:
    """A declared function of a module, with the rules that the module states for it."""
    from s2sdiff.declared.custom import CustomJvp, CustomVjp
    from s2sdiff.declared.roots import Implicit

    if not isinstance(user, UserFn) or user.external is None or not user.external.module:
        raise ctx.refuse("SD303", f"`{fn.__name__}` declares what is no function of the module")
    module = user.scope
    assert isinstance(module, StaticModule)
    cls = {"custom_jvp": CustomJvp, "custom_vjp": CustomVjp, "declare": Implicit}[fn.__name__]
    made = cls(user, **options)
    for how, functions in stated(module, user.name):
        getattr(made, how)(*functions)
    return Lib(External(user.external.module, user.external.name, made))


def stated(module: StaticModule, name: str) -> Iterator[tuple[str, list[UserFn]]]:
    """The rules that a module states for one of its functions: ``@f.defjvp``, ``f.defjvp(g)``, ``f.defvjp(fwd, bwd)``."""

    def rule_of(node: ast.expr) -> str | None:
        ours = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
        return (
            node.attr
            if isinstance(node, ast.Attribute) and ours and node.attr in ("defjvp", "defvjp")
            else None
        )

    for s in module.tree.body:
        if isinstance(s, ast.FunctionDef):
            for d in s.decorator_list:
                if rule_of(d) is not None:
                    yield str(rule_of(d)), [bare(module, s)]
        elif isinstance(s, ast.Expr) and isinstance(s.value, ast.Call) and rule_of(s.value.func) is not None:
            found = [module.own(a.id) if isinstance(a, ast.Name) else None for a in s.value.args]
            functions = [f.value for f in found if f is not None and isinstance(f.value, UserFn)]
            if len(functions) == len(s.value.args):
                yield str(rule_of(s.value.func)), functions


def literal(ctx: Lowerer, value: Any) -> Any:
    """A literal, or a tuple of them."""
    if isinstance(value, Const):
        return value.value
    if isinstance(value, Seq):
        return tuple(literal(ctx, v) for v in value.items)
    raise ctx.refuse("SD303", "an argument of a declaration is no literal")


def bare(module: StaticModule, node: ast.FunctionDef) -> UserFn:
    """The function of a definition without its decorators."""
    node = copy.copy(node)
    node.decorator_list = []
    return module.function(node)


def declares(module: StaticModule, node: Any) -> bool:
    """Whether a definition is of a function that says itself what its derivative is, or says it of another."""
    return any(
        (module.is_ours(d) and last_name(d) in DECLARATIONS) or last_name(d) in ("defjvp", "defvjp")
        for d in getattr(node, "decorator_list", ())
    )


def last_name(node: ast.expr) -> str:
    """The name of a decorator: of what is called, or of what `functools.partial` is given."""
    while isinstance(node, ast.Call):
        partial = ast.unparse(node.func).rpartition(".")[2] == "partial" and bool(node.args)
        node = node.args[0] if partial else node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
