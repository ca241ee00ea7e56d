"""``with``: harmless contexts of libraries, objects that are entered and left, and generators that make a context."""

from __future__ import annotations

import ast
import contextlib
import functools
from dataclasses import replace
from typing import Any

import numpy as np

from s2sdiff.frontend.calls.calling import call_by
from s2sdiff.frontend.calls.producers import Producer
from s2sdiff.frontend.data import specials
from s2sdiff.frontend.data.objects import member
from s2sdiff.frontend.loops.loops import iteration
from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.state.outside import user_function
from s2sdiff.frontend.statements.repeated import assigned_names, walk_same_function
from s2sdiff.frontend.text.source import LAZY, nodes_in
from s2sdiff.frontend.values import Instance, Lib, UserFn
from s2sdiff.frontend.verbs import assign, call
from s2sdiff.graph import Const, External

#: Contexts that change nothing of what is computed in them.
HARMLESS = ("errstate", "catch_warnings", "nullcontext", "printoptions")
MAKER = contextlib.contextmanager(lambda: iter(())).__code__


@functools.lru_cache(maxsize=64)
def without_errors(node: ast.With, types: tuple[ast.expr, ...]) -> ast.Try:
    """A ``try`` around the body of a ``with`` that does nothing about exceptions of these classes."""
    caught = ast.ExceptHandler(ast.Tuple(list(types), ast.Load()), None, [ast.Pass()])
    made = ast.copy_location(ast.Try(node.body, [caught], [], []), node)
    for n in (caught, caught.type, caught.body[0]):
        ast.copy_location(n, node)  # type: ignore[type-var]
    return made


def suppressing(node: ast.With, fn: Any) -> ast.Try | None:
    """``with contextlib.suppress(...)`` as the ``try`` that it is; None for any other."""
    made = node.items[0].context_expr
    if len(node.items) > 1 or not isinstance(made, ast.Call) or made.keywords:
        return None
    suppresses = isinstance(fn, Lib) and fn.external.value is contextlib.suppress
    return without_errors(node, tuple(made.args)) if suppresses else None


@statement(ast.With)
def with_(ctx: Lowerer, node: ast.With) -> None:
    maker = maker_of(ctx, node.items[0])
    quiet = suppressing(node, maker)
    if quiet is not None:
        ctx.statements[ast.Try](ctx, quiet)
        return
    inside(ctx, node, node.items, maker)
    ctx.rest = ctx.rest if ctx.rest is not None else []


def within(ctx: Lowerer, node: ast.With, items: list[ast.withitem]) -> None:
    """Lower the body of a ``with`` in its contexts, of which these are left to be entered."""
    if items:
        inside(ctx, node, items, maker_of(ctx, items[0]))
    else:
        ctx.stmts(node.body)


def maker_of(ctx: Lowerer, item: ast.withitem) -> Any:
    """What is called to make a context; None where it is no call."""
    made = item.context_expr
    return ctx.expr(made.func) if isinstance(made, ast.Call) else None


def inside(ctx: Lowerer, node: ast.With, items: list[ast.withitem], maker: Any) -> None:
    """Lower the body of a ``with`` in its contexts, of which the first is made by a call of `maker`."""
    item, rest = items[0], items[1:]
    if is_harmless(item, maker):
        within(ctx, node, rest)
        return
    made = item.context_expr
    generator = generator_of(ctx, maker)
    if generator is not None:
        assert isinstance(made, ast.Call)
        produced(ctx, node, item, rest, generator, made)
        return
    context = call_by(ctx, maker, made) if isinstance(made, ast.Call) else ctx.expr(made)
    ctx.node = made
    if not isinstance(context, Instance) or not lets_through(ctx, context) or in_try(ctx):
        raise unknown(ctx)
    entered = specials.special(ctx, context, "__enter__")
    if item.optional_vars is not None:
        assign(ctx, item.optional_vars, entered)
    within(ctx, node, rest)
    if ctx.env.dead:
        return
    ctx.node = node
    specials.special(ctx, context, "__exit__", Const(None), Const(None), Const(None))


def lets_through(ctx: Lowerer, context: Instance) -> bool:
    """Whether the ``__exit__`` of an object never suppresses an exception, whatever it is told of one."""
    method = member(ctx, context, context.cls.__mro__, "__exit__")
    if not isinstance(method, UserFn) or not isinstance(method.node, ast.FunctionDef):
        return False
    returned = [n.value for n in nodes_in(method.node, LAZY) if isinstance(n, ast.Return)]
    return all(v is None or (isinstance(v, ast.Constant) and not v.value) for v in returned)


def is_harmless(item: ast.withitem, fn: Any) -> bool:
    """Whether a context changes nothing of what is computed in it."""
    made, cls = item.context_expr, fn.external.value if isinstance(fn, Lib) else None
    loud = isinstance(made, ast.Call) and any(  # what raises an exception decides which path is taken
        not isinstance(k.value, ast.Constant) or k.value.value not in ("ignore", "warn") for k in made.keywords
    )
    named = getattr(cls, "__qualname__", "") in HARMLESS
    return named and item.optional_vars is None and not (loud and cls is np.errstate)


def unknown(ctx: Lowerer) -> Exception:
    """The refusal of a context of which nothing is known."""
    what = "what this `with` does to its body is not known"
    return ctx.refuse("SD202", what, "do without it, or call a helper that has it")


def in_try(ctx: Lowerer) -> bool:
    """Whether an exception might be caught that leaves a context: what is left has been changed by then."""
    return any(isinstance(n, ast.Try) for f in ctx.frames for n in ast.walk(f.fn.node))


def generator_of(ctx: Lowerer, fn: Any) -> UserFn | None:
    """The generator function that `contextlib.contextmanager` made a context of."""
    value = fn.external.value if isinstance(fn, UserFn) and fn.external is not None else None
    if getattr(value, "__code__", None) is not MAKER:
        return None
    inner: Any = value.__wrapped__  # type: ignore[union-attr]
    made = user_function(ctx, inner, External("", inner.__name__, inner))
    return replace(made, self_value=fn.self_value)


def catches(node: ast.AST) -> bool:
    """Whether a statement is a ``try`` that does more than to see that its end is run."""
    return isinstance(node, ast.TryStar) or (isinstance(node, ast.Try) and bool(node.handlers))


def produced(
    ctx: Lowerer, node: ast.With, item: ast.withitem, rest: list[ast.withitem], fn: UserFn, made: ast.Call
) -> None:
    """Lower the body where a generator yields, once; what it does afterwards follows."""
    body = nodes_in(fn.node, LAZY)
    once = sum(isinstance(n, ast.Yield | ast.YieldFrom) for n in body) == 1
    plain = not any(isinstance(n, ast.For | ast.While | ast.If | ast.Return) or catches(n) for n in body)
    jumps = any(isinstance(n, ast.Return | ast.Break | ast.Continue) for s in node.body for n in walk_same_function(s))
    if not once or not plain or jumps or in_try(ctx) or any(isinstance(a, ast.Starred) for a in made.args):
        raise unknown(ctx)
    args = [ctx.expr(a) for a in made.args]
    producer = iteration(ctx, call(ctx, fn, args, {k.arg: ctx.expr(k.value) for k in made.keywords if k.arg}))
    assert isinstance(producer, Producer)

    def run(value: Any) -> None:
        if item.optional_vars is not None:
            assign(ctx, item.optional_vars, value)
        within(ctx, node, rest)

    producer.run(ctx, run, frozenset((ctx.frame.id, n) for n in assigned_names([node])))
