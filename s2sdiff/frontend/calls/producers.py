"""Generator functions: the body of the loop that takes their items is lowered where they yield them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from s2sdiff.frontend.calls.entered import entered
from s2sdiff.frontend.expressions.expressions import binary
from s2sdiff.frontend.state.lowerer import Lowerer, Unreachable, expression
from s2sdiff.frontend.state.paths import FLAGS, NameKey
from s2sdiff.frontend.values import Consumer, Seq, UserFn
from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import BOOL

Body = Callable[
    [Any], Atom | None
]  # what is done with an item; gives whether no more are wanted, None: never


class Producer:
    """A call of a generator function, run where its items are taken."""

    def __init__(self, fn: UserFn, bound: dict[str, Any]) -> None:
        self.fn, self.bound = fn, bound

    def run(
        self, ctx: Lowerer, body: Body, names: frozenset[NameKey] = frozenset(), stops: bool = False
    ) -> None:
        """Lower the function with `body` in the place of each yield; `body` binds `names`, and may stop it."""
        fn = self.fn
        if any(f.fn.node is fn.node for f in ctx.frames):
            raise ctx.refuse("SD201", f"the generator `{fn.name}` calls itself", "return a list")
        frame = entered(ctx, fn, self.bound)
        ctx.consumers[frame.id] = Consumer(list(ctx.frames), body, names, stops)
        ctx.frames.append(frame)
        node, remaining = ctx.node, ctx.remaining
        try:
            ctx.stmts(fn.node.body)  # type: ignore[arg-type]
        finally:
            ctx.frames.pop()
            ctx.remaining = remaining
            del ctx.consumers[frame.id]
        ctx.node = node
        if ctx.env.dead:
            if not stops:
                raise ctx.refuse(
                    "SD209", f"the generator `{fn.name}` never comes to an end", "leave the loop over it"
                )
            raise Unreachable
        for key in [k for k in ctx.env.names if k[0] == frame.id]:
            del ctx.env.names[key]


class Counted(Producer):
    """What another producer gives, each item with its number; of those that `beside` has an item for, with that.

    `beside` is the number of items there, how to get one, and whether it is asked for the next one first.
    """

    def __init__(
        self, inner: Producer, start: Atom, beside: tuple[Atom, Callable[[Atom], Any], bool] | None = None
    ) -> None:
        super().__init__(inner.fn, inner.bound)
        self.inner, self.start, self.beside = inner, start, beside

    def run(
        self, ctx: Lowerer, body: Body, names: frozenset[NameKey] = frozenset(), stops: bool = False
    ) -> None:
        """Run the other producer with a count that goes round its loops."""
        key = (ctx.frame.id, f"%count#{len(ctx.env.names)}")
        ctx.env.names[key] = self.start

        def numbered(item: Any) -> Atom | None:
            k = ctx.env.names[key]
            ctx.env.names[key] = binary(ctx, "add", k, Const(1))
            if self.beside is None:
                return body(Seq((k, item)))
            count, item_at, first = self.beside
            if first:
                stop = body(Seq((item_at(k), item)))
                over = ctx.let(Op("compare", "ge"), (ctx.env.names[key], count), BOOL)
                if stop is None or (isinstance(stop, Const) and not stop.value):
                    return over
                return ctx.branch(stop, lambda: Const(True), lambda: over)  # type: ignore[no-any-return]
            over = ctx.let(Op("compare", "ge"), (k, count), BOOL)
            return ctx.branch(  # type: ignore[no-any-return]
                over, lambda: Const(True), lambda: body(Seq((item, item_at(k)))) or Const(False)
            )

        def whole() -> None:
            self.inner.run(ctx, numbered, names | {key}, stops or self.beside is not None)

        if self.beside is not None and self.beside[2]:
            empty = ctx.let(Op("compare", "le"), (self.beside[0], Const(0)), BOOL)
            ctx.branch(empty, lambda: None, whole)
        else:
            whole()
        ctx.env.names.pop(key, None)


@expression(ast.Yield)
def yield_(ctx: Lowerer, node: ast.Yield) -> Any:
    consumer = ctx.consumers.get(ctx.frame.id)
    if consumer is None or ctx.discarded is not node:
        raise ctx.refuse(
            "SD201", "what is sent to a generator is not in the language", "pass it as an argument"
        )
    value = ctx.expr(node.value) if node.value is not None else Const(None)
    producer, remaining = ctx.frames, ctx.remaining
    ctx.frames, ctx.remaining = list(consumer.frames), None
    try:
        stop = consumer.body(value)
    finally:
        ctx.frames, ctx.remaining = producer, remaining
    ctx.node = node
    if consumer.stops and stop is not None and not (isinstance(stop, Const) and not stop.value):
        for flag in FLAGS:
            ctx.set_flag(flag, stop)
    return Const(None)


@expression(ast.YieldFrom)
def yield_from(ctx: Lowerer, node: ast.YieldFrom) -> Any:
    if ctx.discarded is not node:
        raise ctx.refuse("SD201", "what a generator returns is not in the language", "yield it")
    item = ast.Name("%item", ast.Store())
    given = ast.Expr(ast.Yield(ast.Name("%item", ast.Load())))
    loop = ast.copy_location(ast.For(item, node.value, [given], []), node)
    for n in ast.walk(loop):
        ast.copy_location(n, node)
    ctx.statements[ast.For](ctx, loop)
    return Const(None)


def loop_body(ctx: Lowerer, node: ast.For, assign: Callable[[Lowerer, ast.expr, Any], None]) -> Body:
    """The body of a loop as what is done with an item; it tells whether the loop is left."""

    def body(item: Any) -> Atom | None:
        assign(ctx, node.target, item)
        ctx.clear_flags()
        ctx.stmts(node.body)
        if ctx.env.dead:
            raise Unreachable
        stop: Any = ctx.get_flag("%stop")
        ctx.set_flag("%ended", stop)
        ctx.set_flag("%skip", Const(False))
        ctx.set_flag("%stop", Const(False))
        return stop if isinstance(stop, Var | Const) else None

    return body
