"""``try``: the path taken decides; what the body may have done by half is refused where a handler reads it."""

from __future__ import annotations

import ast

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.state.paths import FLAGS, Env, NameKey
from s2sdiff.frontend.statements import reach
from s2sdiff.frontend.statements.handlers import exception_types, needed
from s2sdiff.frontend.statements.staged import is_one_step, is_step, staged, targets_of
from s2sdiff.frontend.values import UNBOUND, Poison
from s2sdiff.graph import Block, Const, Handler, Merge, Op, Try, Update, Var
from s2sdiff.kinds import ANY

Caught = tuple[ast.ExceptHandler, Op | None]  # a handler, and the classes that it catches


@statement(ast.Try)
def try_(ctx: Lowerer, node: ast.Try) -> None:
    if node.finalbody:
        finally_(ctx, node)
        return
    rest = ctx.rest
    handlers = needed(ctx, node)
    if not handlers:
        go_on(ctx, [*node.body, *node.orelse], rest)
        return
    steps = stages(ctx, node) if len(handlers) == len(node.handlers) else None
    if steps is not None:
        go_on(ctx, steps, rest)
        return
    place, before = ctx.place(), ctx.env
    ctx.choices += 1
    ctx.tried += 1
    body, after, _ = ctx.block(lambda: ctx.stmts([*node.body, *node.orelse]))
    ctx.tried -= 1
    ctx.choices -= 1
    if all(map(reach.cannot_raise, body)):  # what would be caught may have no name here
        handlers = []
    typed = [(h, exception_types(ctx, h.type)) for h in handlers]
    caught = [(h, types) for h, types in typed if reach.is_reached(types, body)]
    met = met_for_certain(caught, body) if after.dead else None
    if met is not None:
        after.dead = False
        ctx.env = after
        ctx.out += body[:-1]
        go_on(ctx, met.body, rest)
        return
    ctx.rest = rest
    if not caught:
        ctx.env = after
        ctx.out += body
        return
    attempt = Attempt(ctx, node, body, after)
    ways = [attempt.handled(h, types) for h, types in caught]
    merges: list[Merge] = []
    ctx.env = ctx.meet(before, [(env, Const(None)) for env in (after, *(env for _, env in ways))], merges)
    ctx.rest = rest
    ctx.out.append(Try(body, tuple(handler for handler, _ in ways), tuple(merges), place))


def go_on(ctx: Lowerer, first: list[ast.stmt], rest: list[ast.stmt] | None) -> None:
    """Lower statements in place of a ``try``, and what follows it with them."""
    ctx.rest = [*first, *(rest or [])]
    ctx.stmts(ctx.rest)
    ctx.rest = None


class Attempt:
    """The body of a ``try`` as its handlers meet it: left somewhere, they do not know where."""

    def __init__(self, ctx: Lowerer, node: ast.Try, body: Block, after: Env) -> None:
        self.ctx, self.after = ctx, after
        self.names = dict(ctx.env.names)
        self.changed: list[Obj] = [
            o
            for o, version in ctx.env.versions.items()
            if after.versions.get(o) is not version and not changes_last(body, version, after.versions.get(o))
        ]
        self.kept = bound_last(ctx, node)
        if any(isinstance(n, ast.Call) for s in node.orelse for n in ast.walk(s)):
            raise ctx.refuse(
                "SD203",
                "the `else` of this `try` may itself raise what the handlers catch",
                "move it into the body",
            )

    def handled(self, h: ast.ExceptHandler, types: Op | None) -> tuple[Handler, Env]:
        """A handler of exceptions of these types, and the environment that it leaves."""
        ctx = self.ctx
        name = Var(h.name.lstrip("%"), ANY) if h.name else None

        def run() -> None:
            self.doubt()
            if h.name:
                ctx.assign_name(h.name, name)
            ctx.stmts(h.body)
            if h.name:
                ctx.env.names.pop((ctx.frame.id, h.name), None)

        block, env, _ = ctx.block(run)
        if self.changed and not env.dead:
            raise ctx.refuse(
                "SD203",
                f"`{self.changed[0].name}` may be changed half-way through the body of this `try`",
                "change it after the `try`",
                h,
            )
        return Handler(types, name, block), env

    def doubt(self) -> None:
        """Take for unknown what the body may have set or changed before it was left."""
        for key, value in self.names.items():
            changes = self.after.names.get(key, UNBOUND) is not value
            if changes and key not in self.kept and (key[1][0] != "%" or "#" in key[1]):
                self.ctx.env.names[key] = Poison(
                    "SD203",
                    f"`{key[1]}` may have been set half-way through the body of a `try`",
                    "set it before the `try`, or in every handler",
                )
        for o in self.changed:
            o.freeze("though the body of a `try` may have changed it half-way")


def stages(ctx: Lowerer, node: ast.Try) -> list[ast.stmt] | None:
    """The steps of a ``try`` that is taken apart: where it has turned out to be needed, and around a loop in a loop."""
    if ctx.recursion is None or is_one_step(node):
        return None
    ctx.recursion.tries = True
    loops = any(isinstance(n, ast.For | ast.While) for s in node.body for n in ast.walk(s))
    if not ctx.recursion.stages and not (loops and ctx.loop_depth.get(ctx.frame.id, 0)):
        return None
    return staged(node)


def met_for_certain(caught: list[Caught], body: Block) -> ast.ExceptHandler | None:
    """The handler that what a body certainly raises is caught by, where it does not ask what that was."""
    cls = reach.sure(body)
    for h, types in caught:
        classes = reach.classes_of(types)
        if cls is None or not classes:
            return None
        if issubclass(cls, classes):
            again = any(isinstance(n, ast.Raise) and n.exc is None for s in h.body for n in ast.walk(s))
            return None if h.name or again else h
    return None


def bound_last(ctx: Lowerer, node: ast.Try) -> set[NameKey]:
    """The names that the body of a ``try`` binds as the last thing it does, and only then."""
    last = node.body[-1]
    if node.orelse or not is_step(last) or isinstance(last, ast.Return):
        return set()
    return {(ctx.frame.id, n) for n in targets_of([last]) - targets_of(node.body[:-1])}


def changes_last(body: Block, old: Var, new: Var | None) -> bool:
    """Whether a container is changed once in a block, as the last thing that is done there."""
    return bool(body) and isinstance(body[-1], Update) and body[-1].old is old and body[-1].new is new


def finally_(ctx: Lowerer, node: ast.Try) -> None:
    """``finally``: run after what comes before it, however that is left; an exception that goes on is the primal's."""
    jumps = (ast.Return, ast.Break, ast.Continue, ast.Raise, ast.FunctionDef)
    for n in (n for s in node.finalbody for n in ast.walk(s) if isinstance(n, jumps)):
        raise ctx.refuse("SD203", "a `finally` jumps, raises or defines a function", "move that out of it", n)
    rest, ctx.rest = ctx.rest, []
    if node.handlers:
        try_(ctx, ast.copy_location(ast.Try(node.body, node.handlers, node.orelse, []), node))
    else:
        ctx.stmts([*node.body, *node.orelse])
    if not ctx.env.dead:
        flags = {name: ctx.get_flag(name) for name in FLAGS}
        ctx.clear_flags()
        ctx.stmts(node.finalbody)
        for name, value in flags.items():
            ctx.set_flag(name, value)
    ctx.rest = rest
