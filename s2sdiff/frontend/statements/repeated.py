"""Loops as statements: what may end them early, what they do afterwards, and those that are unrolled."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.calls.producers import Producer, loop_body
from s2sdiff.frontend.data import containers, shelves
from s2sdiff.frontend.data.going import Going
from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.loops.loops import Generator, trip
from s2sdiff.frontend.loops.rounds import run_loop
from s2sdiff.frontend.state.again import Unsteady
from s2sdiff.frontend.state.identities import attributes
from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.statements import peeled
from s2sdiff.frontend.statements.statements import assign
from s2sdiff.frontend.statements.written_out import items_of, unroll
from s2sdiff.frontend.text.source import yields
from s2sdiff.frontend.values import Fleet, Iter, Ref
from s2sdiff.graph import Atom, Block, Carry, Const, For, If, Update, Var, While, walk
from s2sdiff.kinds import INT


def assigned_names(nodes: list[ast.stmt]) -> set[str]:
    """The names that statements bind, nested functions left out."""
    found: set[str] = set()
    work: list[ast.AST] = list(nodes)
    while work:
        n = work.pop()
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store | ast.Del):
            found.add(n.id)
        elif isinstance(n, ast.FunctionDef):
            found.add(n.name)
            continue
        elif isinstance(n, ast.Lambda | ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp):
            found.update(w.target.id for w in ast.walk(n) if isinstance(w, ast.NamedExpr))
            continue
        work.extend(ast.iter_child_nodes(n))
    return found


@statement(ast.For)
def for_statement(ctx: Lowerer, node: ast.For) -> None:
    source = ctx.expr(node.iter)
    seq = items_of(ctx, node, source)
    if isinstance(seq, Generator):
        expand_generator(ctx, node, seq)
        return
    if isinstance(seq, Producer):
        take_items(ctx, node, seq)
        return
    loop_names = assigned_names(node.body) | {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    if isinstance(seq, list):
        unroll(ctx, node, source, seq)
        return
    atom, item_at, kind = seq
    iterated = gone_over(ctx, source)

    def enter(index: Atom) -> None:
        item = item_at(index)
        if isinstance(item, Var) and isinstance(node.target, ast.Name) and item.weak:
            item.name, item.weak = node.target.id.lstrip("%"), False
        assign(ctx, node.target, item)

    nones = peeled.none_before(ctx, node, loop_names) if peeled.goes_through(node, walk_loop) else []
    if nones and ctx.recursion is not None and node in ctx.recursion.peeled:
        atom = peeled.first_apart(ctx, node, atom, nones, lambda start: one_trip(ctx, node, lambda: enter(start)))
    ctx.rolling.append(node)
    try:
        emit_loop(ctx, node, loop_names, Going(atom, enter, kind), iterated)
    except Refusal as refusal:
        found = peeled.refused(ctx, node, nones, refusal)
        if found is refusal and isinstance(refusal, Unsteady):
            found = shelves.unrolling(ctx, refusal)
        raise found from None
    ctx.rolling.pop()


def one_trip(ctx: Lowerer, node: Any, enter: Callable[[], None]) -> Any:
    """Lower the body of a loop once; gives the flag that tells whether it ends the loop."""
    enter()
    ctx.clear_flags()
    rest = ctx.rest
    ctx.stmts(node.body)
    ctx.rest = rest
    stop = ctx.get_flag("%stop")
    ctx.set_flag("%ended", stop)
    ctx.set_flag("%skip", Const(False))
    ctx.set_flag("%stop", Const(False))
    return stop


@statement(ast.While)
def while_statement(ctx: Lowerer, node: ast.While) -> None:
    if any(
        isinstance(n, ast.NamedExpr) for n in ast.walk(node.test)
    ):  # what the last test binds outlives the loop
        if node.orelse:
            raise ctx.refuse(
                "SD201", "a loop with `else` binds a name in its condition", "bind it in the body", node
            )
        leave = ast.copy_location(ast.If(ast.UnaryOp(ast.Not(), node.test), [ast.Break()], []), node.test)
        node = ast.copy_location(ast.While(ast.Constant(True), [leave, *node.body], []), node)
        ast.fix_missing_locations(node)
    emit_loop(ctx, node, assigned_names(node.body) | assigned_names([ast.Expr(node.test)]), None, [])


def gone_over(ctx: Lowerer, source: Any) -> list[Obj]:
    """The containers that a loop goes over, be it through enumerate, zip and the like."""
    if isinstance(source, Ref):
        return [source.obj]
    if isinstance(source, Fleet):
        return [o for column in attributes(ctx.env, source.slot).values() for o in gone_over(ctx, column)]
    over = isinstance(source, Iter) and source.how != "members"  # those are a copy
    return [o for a in source.args for o in gone_over(ctx, a)] if over else []


YES, NO = Const(True), Const(False)


@dataclass
class Lowered:
    """A loop as it was lowered last; the condition and what is computed for it (`test`) are those of a ``while``."""

    index: Var
    test: Block = ()
    cond: Atom = YES
    body: Block = ()
    stop: Atom = NO

    @property
    def never_begins(self) -> bool:
        """Whether no trip is ever made."""
        return isinstance(self.cond, Const) and not self.cond.value


def emit_loop(ctx: Lowerer, node: Any, names: set[str], over: Going | None, iterated: list[Obj]) -> None:
    """Emit a for or while loop, with what may end it early.

    Args:
        ctx: the state of lowering.
        node: the loop in the source.
        names: the names that its body, and its condition, may bind.
        over: what a ``for`` loop goes over, with what binds its target at the start of a trip; None for ``while``.
        iterated: the containers that must neither grow nor shrink meanwhile.
    """
    place = ctx.place()
    frame = ctx.frame.id
    has_return = may_return(node)
    if frame in ctx.consumers and ctx.consumers[frame].stops:
        has_return |= yields(node)
    keys = {(frame, n) for n in names}
    if has_return:
        keys |= {(frame, "%returned"), (frame, "%ret")}
    keys.add((frame, "%ended"))
    ctx.env.names[frame, "%returned"] = Const(False)
    ctx.env.names[frame, "%ended"] = Const(False)
    in_loop = ctx.loop_depth.get(frame, 0) > 0
    loop = Lowered(Var("k", INT, True))

    def attempt() -> None:
        nonlocal loop
        ctx.node = node
        loop = Lowered(Var("k", INT if over is None else over.kind, True))
        if over is None:
            saved, ctx.out = ctx.out, []
            loop.cond = ctx.way(lambda: truth_of(ctx, ctx.expr(node.test)))
            loop.test, ctx.out = tuple(ctx.out), saved
            if ctx.env.dead:
                raise ctx.refuse("SD201", "the condition of this loop raises an exception")
            if loop.never_begins:
                return

        def work() -> None:
            enter = (lambda: None) if over is None else lambda: over.item_at(loop.index)
            loop.stop = one_trip(ctx, node, enter)

        loop.body = trip(ctx, work)
        if ctx.env.dead:  # every path of the body raises
            ctx.env.dead = False
            loop.stop = YES

    ctx.loop_depth[frame] = ctx.loop_depth.get(frame, 0) + 1
    ahead = ctx.env.copy()
    carries = run_loop(ctx, keys, attempt)
    ctx.loop_depth[frame] -= 1
    if loop.never_begins:
        ctx.env = ahead  # no trip is ever made, and no loop written
        if node.orelse:
            ctx.stmts(node.orelse)
        return
    endless = over is None and isinstance(loop.cond, Const)
    stop = None if isinstance(loop.stop, Const) and not loop.stop.value else loop.stop
    if over is None:
        ctx.out.append(While(loop.test, loop.cond, loop.body, tuple(carries), stop, place))
    else:
        ctx.out.append(For(loop.index, over.seq, loop.body, tuple(carries), stop, place))
        for obj in iterated:
            if updates_of(loop.body, obj, carries, ctx):
                raise ctx.refuse(
                    "SD206",
                    f"`{obj.name}` grows or shrinks while it is iterated over",
                    "iterate over a copy",
                    node,
                )
    finish_loop(ctx, node, has_return, endless, stop is not None, in_loop)


def may_return(node: Any) -> bool:
    """Whether a ``return`` inside a loop may end the function."""
    return any(isinstance(n, ast.Return) for s in node.body for n in walk_same_function(s))


def take_items(ctx: Lowerer, node: ast.For, producer: Producer) -> None:
    """A loop over what a generator function yields."""
    frame = ctx.frame.id
    in_loop = ctx.loop_depth.get(frame, 0) > 0
    has_return = may_return(node)
    stops = has_return or any(isinstance(n, ast.Break) for s in node.body for n in walk_loop(s))
    names = assigned_names(node.body) | {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    for flag in ("%returned", "%ended"):
        ctx.set_flag(flag, Const(False))
    ctx.loop_depth[frame] = ctx.loop_depth.get(frame, 0) + 1
    keys = frozenset((frame, n) for n in (*names, "%returned", "%ret", "%ended"))
    producer.run(ctx, loop_body(ctx, node, assign), keys, stops)
    ctx.loop_depth[frame] -= 1
    finish_loop(ctx, node, has_return, False, stops, in_loop)


def updates_of(body: Block, obj: Obj, carries: list[Carry], ctx: Lowerer) -> list[Any]:
    """The statements in a loop that change the length of the container that it goes over."""
    version = ctx.env.versions.get(obj)
    chain = {c.param for c in carries if c.result is version}
    found = []
    for s in walk(body):
        if isinstance(s, Update) and (s.old in chain):
            chain.add(s.new)
            if s.how in ("append", "pop") and len(s.args) == (s.how == "append"):  # not of a row of it
                found.append(s)
        elif not isinstance(s, Update):
            if isinstance(s, For | While):
                chain.update(c.param for c in s.carries if c.init in chain)
            if isinstance(s, If):
                chain.update(
                    m.out for m in s.merges if any(v in chain for v in m.values if isinstance(v, Var))
                )
    return found


def finish_loop(
    ctx: Lowerer, node: Any, has_return: bool, endless: bool, may_stop: bool, in_loop: bool
) -> None:
    """After a loop: what its ``else`` does, and whether a ``return`` inside it ends the function."""
    frame = ctx.frame.id
    ended = ctx.env.names.pop((frame, "%ended"), Const(False))
    breaks = any(isinstance(n, ast.Break) for s in node.body for n in walk_loop(s))
    if endless and not may_stop:
        ctx.env.dead = True
        return
    if has_return:
        returned = Const(True) if endless and not breaks else ctx.get_flag("%returned")
        ctx.set_flag("%returned", returned)
        ctx.set_flag("%skip", returned)
        ctx.set_flag("%stop", returned if in_loop else Const(False))
    if node.orelse and not endless:
        if isinstance(ended, Const):
            if not ended.value:
                ctx.stmts(node.orelse)
        else:
            ctx.branch(ended, lambda: None, lambda: ctx.unskipped(node.orelse))
        ctx.rest = []


def walk_same_function(node: ast.AST) -> Any:
    """The nodes below, those of nested functions left out."""
    work = [node]
    while work:
        n = work.pop()
        yield n
        if not isinstance(n, ast.FunctionDef | ast.Lambda):
            work.extend(ast.iter_child_nodes(n))


def walk_loop(node: ast.AST) -> Any:
    """The nodes below that a ``break`` of this loop can be among."""
    work = [node]
    while work:
        n = work.pop()
        yield n
        if isinstance(n, ast.For | ast.While):
            work.extend(n.orelse)
        elif not isinstance(n, ast.FunctionDef | ast.Lambda):
            work.extend(ast.iter_child_nodes(n))


def expand_generator(ctx: Lowerer, node: ast.For, generator: Generator) -> None:
    """A loop over a generator expression: its loop, with the body in it; or over the list of its values."""
    inner = generator.node
    body = node.body
    if len(inner.generators) == 1 and ctx.frame is generator.frame:
        first = inner.generators[0]
        target, over = first.target, generator.source
        body = [ast.copy_location(ast.Assign([node.target], inner.elt), node), *body]
        for test in reversed(first.ifs):
            body = [ast.copy_location(ast.If(test, body, []), node)]
    else:
        target, over = node.target, containers.empty_list(ctx)
        generator.run(ctx, lambda item: containers.append(ctx, over, item))
    name = f"%source#{node.lineno}_{node.col_offset}"
    ctx.set_flag(name, over)
    source = ast.copy_location(ast.Name(name, ast.Load()), node.iter)
    for_statement(ctx, ast.copy_location(ast.For(target, source, body, node.orelse), node))
