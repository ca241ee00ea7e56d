"""Assertions, exceptions that are raised, and those that are caught."""

from __future__ import annotations

import ast

from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.state.paths import FLAGS, Env, NameKey
from s2sdiff.frontend.statements import reach
from s2sdiff.frontend.statements.handlers import exception_types, needed
from s2sdiff.frontend.statements.staged import is_one_step, is_step, staged, targets_of
from s2sdiff.frontend.values import UNBOUND, Lib, Poison
from s2sdiff.graph import Atom, Block, Const, Effect, Handler, Merge, Op, Try, Update, Var
from s2sdiff.kinds import ANY


@statement(ast.Assert)
def assert_(ctx: Lowerer, node: ast.Assert) -> None:
    truth = truth_of(ctx, ctx.expr(node.test))
    if isinstance(truth, Const) and truth.value:
        return
    message = [atom_of(ctx, ctx.expr(node.msg))] if node.msg is not None else []
    ctx.out.append(Effect("assert", Op("assert", "assert"), (truth, *message), ctx.place()))


@statement(ast.Raise)
def raise_(ctx: Lowerer, node: ast.Raise) -> None:
    raised, cause = raised_template(ctx, node.exc), raised_template(ctx, node.cause)
    holes = (*raised[1], *cause[1])
    template = ast.Raise(raised[0], shift(cause[0], len(raised[1])))
    ctx.out.append(Effect("raise", Op("template", "raise", template), holes, ctx.place()))
    ctx.env.dead = True


def shift(node: ast.expr | None, by: int) -> ast.expr | None:
    """A template whose holes are numbered from `by` on."""
    if node is not None and by:
        for n in ast.walk(node):
            if isinstance(n, ast.Name) and n.id.startswith("_") and n.id[1:].isdigit():
                n.id = f"_{int(n.id[1:]) + by}"
    return node


def raised_template(ctx: Lowerer, node: ast.expr | None) -> tuple[ast.expr | None, list[Atom]]:
    """An exception as a template: its class by name, its arguments as holes."""
    if node is None:
        return None, []
    holes: list[Atom] = []

    def hole(arg: ast.expr) -> ast.expr:
        value = ctx.expr(arg)
        if isinstance(value, Const):
            return ast.Constant(value.value)
        holes.append(atom_of(ctx, value))
        return ast.Name(f"_{len(holes) - 1}", ast.Load())

    target = node.func if isinstance(node, ast.Call) else node
    fn = ctx.expr(target)
    if not isinstance(fn, Lib):
        return hole(node) if not isinstance(node, ast.Call) else _refuse_raise(ctx), holes
    holes.append(ctx.let(Op("global", fn.external.name, fn.external), (), ANY))
    name: ast.expr = ast.Name("_0", ast.Load())
    if isinstance(node, ast.Call):
        if any(k.arg is None for k in node.keywords) or any(isinstance(a, ast.Starred) for a in node.args):
            _refuse_raise(ctx)
        name = ast.Call(
            name, [hole(a) for a in node.args], [ast.keyword(k.arg, hole(k.value)) for k in node.keywords]
        )
    return name, holes


def _refuse_raise(ctx: Lowerer) -> ast.expr:
    raise ctx.refuse(
        "SD201", "this form of `raise` is not in the language", "raise a class of exception with arguments"
    )


@statement(ast.Try)
def try_(ctx: Lowerer, node: ast.Try) -> None:
    """``try``: the path taken decides; a name that the body may have set half-way is refused where it is read."""
    if node.finalbody:
        finally_(ctx, node)
        return
    caught = needed(ctx, node)
    if not caught:
        ctx.rest = [*node.body, *node.orelse, *(ctx.rest or [])]
        ctx.stmts(ctx.rest)
        ctx.rest = None
        return
    steps = stages(ctx, node) if len(caught) == len(node.handlers) else None
    if steps is not None:
        ctx.rest = [*steps, *(ctx.rest or [])]
        ctx.stmts(ctx.rest)
        ctx.rest = None
        return
    place = ctx.place()
    before = ctx.env
    rest = ctx.rest
    ctx.choices += 1
    body, body_env, _ = ctx.block(lambda: ctx.stmts([*node.body, *node.orelse]))
    ctx.choices -= 1
    caught = [h for h in caught if reach.is_reached(exception_types(ctx, h.type), body)]
    met = met_for_certain(ctx, caught, body) if body_env.dead else None
    if met is not None:
        body_env.dead = False
        ctx.env = body_env
        ctx.out += body[:-1]
        ctx.rest = [*met.body, *(rest or [])]
        ctx.stmts(ctx.rest)
        ctx.rest = None
        return
    if not caught:
        ctx.env = body_env
        ctx.out += body
        ctx.rest = rest
        return
    changed = [
        o
        for o, version in before.versions.items()
        if body_env.versions.get(o) is not version and not changes_last(body, version, body_env.versions.get(o))
    ]
    kept = bound_last(ctx, node)
    if node.orelse and any(isinstance(n, ast.Call) for s in node.orelse for n in ast.walk(s)):
        raise ctx.refuse(
            "SD203",
            "the `else` of this `try` may itself raise what the handlers catch",
            "move it into the body",
        )
    handlers: list[Handler] = []
    envs: list[Env] = [body_env]
    for h in caught:

        def run(h: ast.ExceptHandler = h) -> tuple[Op | None, Var | None]:
            for key, value in before.names.items():
                changes = body_env.names.get(key, UNBOUND) is not value
                if changes and key not in kept and (key[1][0] != "%" or "#" in key[1]):
                    ctx.env.names[key] = Poison(
                        "SD203",
                        f"`{key[1]}` may have been set half-way through the body of a `try`",
                        "set it before the `try`, or in every handler",
                    )
            for o in changed:
                o.frozen = o.frozen or "though the body of a `try` may have changed it half-way"
            types = exception_types(ctx, h.type)
            name = None
            if h.name:
                name = Var(h.name.lstrip("%"), ANY)
                ctx.assign_name(h.name, name)
            ctx.stmts(h.body)
            if h.name:
                ctx.env.names.pop((ctx.frame.id, h.name), None)
            return types, name

        block, env, (types, name) = ctx.block(run)
        if changed and not env.dead:
            raise ctx.refuse(
                "SD203",
                f"`{changed[0].name}` may be changed half-way through the body of this `try`",
                "change it after the `try`",
                h,
            )
        handlers.append(Handler(types, name, block))
        envs.append(env)
    merges: list[Merge] = []
    ctx.env = ctx.meet(before, [(e, Const(None)) for e in envs], merges)
    ctx.rest = rest
    ctx.out.append(Try(body, tuple(handlers), tuple(merges), place))


def stages(ctx: Lowerer, node: ast.Try) -> list[ast.stmt] | None:
    """The steps of a ``try`` that is taken apart: where it has turned out to be needed, and around a loop in a loop."""
    if ctx.recursion is None or is_one_step(node):
        return None
    ctx.recursion.tries = True
    loops = any(isinstance(n, ast.For | ast.While) for s in node.body for n in ast.walk(s))
    if not ctx.recursion.stages and not (loops and ctx.loop_depth.get(ctx.frame.id, 0)):
        return None
    return staged(node)


def met_for_certain(ctx: Lowerer, caught: list[ast.ExceptHandler], body: Block) -> ast.ExceptHandler | None:
    """The handler that what a body certainly raises is caught by, where it does not ask what that was."""
    cls = reach.sure(body)
    for h in caught:
        classes = reach.classes_of(exception_types(ctx, h.type))
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
