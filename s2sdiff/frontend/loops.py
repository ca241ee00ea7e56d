"""Loops and comprehensions: what goes round is found by lowering the body until nothing new appears."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from s2sdiff.frontend import containers
from s2sdiff.frontend.carried import run_loop
from s2sdiff.frontend.expressions import truth_of
from s2sdiff.frontend.lowerer import Lowerer, atom_of, statement
from s2sdiff.frontend.paths import NameKey
from s2sdiff.frontend.values import (
    UNBOUND,
    Iter,
    Known,
    Obj,
    Ref,
    Seq,
    Table,
    Unbound,
    kind_of_atom,
)
from s2sdiff.graph import Atom, Block, Carry, Const, External, For, Op, Var, While
from s2sdiff.kinds import (
    ANY,
    INT,
    STR,
    Array,
    DictOf,
    Kind,
    ListOf,
    TupleOf,
    is_number,
    strip,
)

RANGE = Op("call", "range", External("builtins", "range", range))
LISTED = Op("call", "list", External("builtins", "list", list))
UNROLLED = 32  # items of a sequence of unlike things that a loop is unrolled over


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


def trip(ctx: Lowerer, work: Callable[[], Any]) -> Block:
    """Lower one trip into a block, on the current environment."""
    saved, ctx.out = ctx.out, []
    ctx.way(work)
    block, ctx.out = tuple(ctx.out), saved
    return block


def each(
    ctx: Lowerer,
    seq: Atom,
    body: Callable[[Var], Any],
    names: set[NameKey] | None = None,
    kind: Kind = INT,
    flags: tuple[str, ...] = (),
) -> Atom | None:
    """Emit a loop over the items of an inactive sequence; gives the flag that stopped it, if it may stop."""
    place = ctx.place()
    node = ctx.node
    state: dict[str, Any] = {}

    def attempt() -> None:
        ctx.node = node
        index = Var("k", kind, True)
        state["index"] = index
        state["body"] = trip(ctx, lambda: body(index))
        if ctx.env.dead:
            raise ctx.refuse("SD201", "each trip of this loop raises an exception")

    carried_names = set(names or ())
    _, carries = run_loop(ctx, carried_names, attempt, flags)
    stop: Atom | None = state.pop("stop", None)
    ctx.out.append(For(state["index"], seq, state["body"], tuple(carries), stop, place))
    return stop


def each_item(
    ctx: Lowerer, value: Any, body: Callable[[Any], Any], names: set[NameKey] | None = None
) -> None:
    """Run `body` for each item of something iterable, where nothing can end the loop early."""
    seq = iteration(ctx, value)
    if isinstance(seq, list):
        for item in seq:
            body(item)
    elif isinstance(seq, Generator):
        seq.run(ctx, body)
    else:
        atom, item_at, kind = seq
        each(ctx, atom, lambda k: body(item_at(k)), names, kind)


class Generator:
    """A generator expression, run where it is consumed; `source` is what its first loop goes over."""

    def __init__(self, node: ast.GeneratorExp, frame: Any, source: Any) -> None:
        self.node, self.frame, self.source = node, frame, source

    def run(self, ctx: Lowerer, body: Callable[[Any], Any]) -> None:
        """Run `body` on each value: its own expressions see the names of where it was written, `body` those of here."""
        here = ctx.frames

        def consumed() -> None:
            value = ctx.expr(self.node.elt)
            written, ctx.frames = ctx.frames, here
            try:
                body(value)
            finally:
                ctx.frames = written

        ctx.frames = [*here, self.frame]
        try:
            run_generators(ctx, self.node.generators, consumed, self.source)
        finally:
            ctx.frames = here

    def items(self, ctx: Lowerer) -> list[Any] | None:
        """Its values one by one, where what it goes over and its conditions are known; None elsewhere."""
        here, ctx.frames = ctx.frames, [*ctx.frames, self.frame]
        try:
            return unrolled(ctx, self.node, self.source)
        finally:
            ctx.frames = here


def bound_within(ctx: Lowerer, target: ast.expr, item: Any, work: Callable[[], Any]) -> Any:
    """What `work` gives with the target of a comprehension bound to an item; its names are what they were afterwards."""
    from s2sdiff.frontend.statements import assign

    keys = [(ctx.frame.id, n.id) for n in ast.walk(target) if isinstance(n, ast.Name)]
    before = {key: ctx.env.names.get(key, UNBOUND) for key in keys}
    assign(ctx, target, item)
    result = work()
    for key, old in before.items():
        if isinstance(old, Unbound):
            ctx.env.names.pop(key, None)
        else:
            ctx.env.names[key] = old
    return result


def run_generators(
    ctx: Lowerer, generators: list[ast.comprehension], body: Callable[[], Any], source: Any = UNBOUND
) -> None:
    """The loops of a comprehension, whose targets are bound only inside; `source` is what the first goes over."""
    if not generators:
        body()
        return
    first = generators[0]

    def one(item: Any) -> None:
        bound_within(ctx, first.target, item, lambda: conditions(list(first.ifs)))

    def conditions(tests: list[ast.expr]) -> None:
        if not tests:
            run_generators(ctx, generators[1:], body)
            return
        truth = truth_of(ctx, ctx.expr(tests[0]))
        if isinstance(truth, Const):
            if truth.value:
                conditions(tests[1:])
            return
        ctx.branch(truth, lambda: conditions(tests[1:]), lambda: None)

    each_item(ctx, ctx.expr(first.iter) if isinstance(source, Unbound) else source, one)


def comprehension(ctx: Lowerer, node: ast.ListComp) -> Any:
    """A list comprehension; over a known sequence of unlike things, a known sequence."""
    source = ctx.expr(node.generators[0].iter)
    known = unrolled(ctx, node, source)
    if known is not None:
        return containers.build_list(ctx, known)
    result = containers.empty_list(ctx)
    append = lambda: containers.append(ctx, result, ctx.expr(node.elt))  # noqa: E731
    run_generators(ctx, node.generators, append, source)
    return result


def unrolled(ctx: Lowerer, node: ast.ListComp | ast.GeneratorExp, source: Any) -> list[Any] | None:
    """The items of a comprehension over `source`, where those that it goes over and its conditions are known."""
    if len(node.generators) != 1 or (node.generators[0].ifs and not ctx.ours):
        return None
    one = node.generators[0]
    seq = iteration(ctx, source)
    if not isinstance(seq, list):
        return None
    items: list[Any] = []

    def add() -> bool:
        tests = [truth_of(ctx, ctx.expr(test)) for test in one.ifs]
        if all(t.value for t in tests if isinstance(t, Const)):
            items.append(ctx.expr(node.elt))
        return all(isinstance(t, Const) for t in tests)

    return items if all(bound_within(ctx, one.target, item, add) for item in seq) else None


def dict_comprehension(ctx: Lowerer, node: ast.DictComp) -> Any:
    """A dict comprehension."""
    result = ctx.new_object(ctx.let(Op("dict", "dict", ()), (), DictOf(None, None)))

    def put() -> None:
        key = ctx.expr(node.key)
        containers.set_item(ctx, result, key, ctx.expr(node.value))

    run_generators(ctx, node.generators, put)
    return result


def length_range(ctx: Lowerer, count: Atom) -> Var:
    """``range(count)``, of a count that is not negative."""
    counted = ctx.let(RANGE, (count,), ANY)
    ctx.counts[counted] = count
    return counted


#: How to go over each form of iterator, by name.
ITERATED: dict[str, Callable[..., Any]] = {}


def iterated(how: str) -> Callable[[Any], Any]:
    """Register how to go over the iterators that are called `how`."""

    def register(handler: Any) -> Any:
        ITERATED[how] = handler
        return handler

    return register


def iteration(ctx: Lowerer, value: Any) -> Any:
    """How to go over something: its items where they are known, a generator, or a sequence whose items have no
    derivative (positions, keys), what each of those gives, and their kind."""
    if isinstance(value, Iter):
        return ITERATED[value.how](ctx, *value.args)
    if isinstance(value, Seq):
        if (
            all(isinstance(v, Var | Const) and is_number(kind_of_atom(v)) for v in value.items)
            and len(value.items) > UNROLLED
        ):
            return iteration(ctx, containers.build_list(ctx, list(value.items)))
        return list(value.items)
    if isinstance(value, Table):
        return [Const(k) for k in value.items]
    if isinstance(value, Const) and isinstance(value.value, str):
        return [Const(c) for c in value.value]
    if isinstance(value, Ref):
        kind = containers.ref_kind(ctx, value)
        if (
            ctx.fold
            and not value.path
            and isinstance(kind, ListOf)
            and ctx.env.versions[value.obj] in ctx.tuples
        ):
            return list(ctx.tuples[ctx.env.versions[value.obj]])
        if isinstance(kind, Array):
            count = containers.length(ctx, value)
            return length_range(ctx, count), (lambda k: containers.get_item(ctx, value, k)), INT
        if isinstance(kind, DictOf):
            return iteration(ctx, Iter("keys", (value,)))
        if isinstance(kind, ListOf):
            count = containers.length(ctx, value)
            return length_range(ctx, count), (lambda k: containers.get_item(ctx, value, k)), INT
    if isinstance(value, Known) and isinstance(value.value, list | tuple):
        unlike = not all(isinstance(v, int | float) for v in value.value)
        if unlike and len(value.value) <= UNROLLED:
            return [containers.get_item(ctx, value, Const(k)) for k in range(len(value.value))]
    atom = atom_of(ctx, value, "what is iterated over")
    kind = strip(kind_of_atom(atom))
    if isinstance(kind, TupleOf) and len(kind.items) <= UNROLLED:
        return [containers.get_item(ctx, value, Const(k)) for k in range(len(kind.items))]
    if isinstance(kind, ListOf | TupleOf | Array):
        count = containers.length(ctx, Known(atom, None) if isinstance(kind, TupleOf) else atom)
        return length_range(ctx, count), (lambda k: containers.get_item(ctx, atom, k)), INT
    if isinstance(kind, DictOf) or kind == ANY:
        if isinstance(atom, Var) and atom.name == "range":
            return atom, (lambda k: k), INT
        return ctx.let(LISTED, (atom,), ANY), (lambda k: k), ANY
    if kind == STR:
        return atom, (lambda k: k), STR
    raise ctx.refuse("SD201", "this value cannot be iterated over")


@statement(ast.For)
def for_statement(ctx: Lowerer, node: ast.For) -> None:
    from s2sdiff.frontend.statements import assign

    source = ctx.expr(node.iter)
    seq = iteration(ctx, source)
    if isinstance(seq, Generator):
        expand_generator(ctx, node, seq)
        return
    loop_names = assigned_names(node.body) | {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    if isinstance(seq, list):
        unroll(ctx, node, seq)
        return
    atom, item_at, kind = seq
    iterated = gone_over(source)

    def enter(index: Var) -> None:
        item = item_at(index)
        if isinstance(item, Var) and isinstance(node.target, ast.Name) and item.weak:
            item.name, item.weak = node.target.id, False
        assign(ctx, node.target, item)

    emit_loop(ctx, node, loop_names, (atom, enter, kind), iterated)


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


FLAGS = ("%skip", "%stop", "%returned", "%ret")


def gone_over(source: Any) -> list[Obj]:
    """The containers that a loop goes over, be it through enumerate, zip and the like."""
    if isinstance(source, Ref):
        return [source.obj]
    return [o for a in source.args for o in gone_over(a)] if isinstance(source, Iter) else []


def emit_loop(ctx: Lowerer, node: Any, names: set[str], over: Any, iterated: list[Obj]) -> None:
    """Emit a for or while loop, with what may end it early."""
    place = ctx.place()
    frame = ctx.frame.id
    has_return = any(isinstance(n, ast.Return) for s in node.body for n in walk_same_function(s))
    keys = {(frame, n) for n in names}
    if has_return:
        keys |= {(frame, "%returned"), (frame, "%ret")}
    keys.add((frame, "%ended"))
    ctx.env.names[frame, "%returned"] = Const(False)
    ctx.env.names[frame, "%ended"] = Const(False)
    in_loop = ctx.loop_depth.get(frame, 0) > 0
    state: dict[str, Any] = {}

    def attempt() -> None:
        ctx.node = node
        state["before"] = dict(ctx.env.versions)
        state.update(test=(), cond=Const(True), index=Var("k", INT, True))
        if over is None:
            saved, ctx.out = ctx.out, []
            state["cond"] = ctx.way(lambda: truth_of(ctx, ctx.expr(node.test)))
            state["test"], ctx.out = tuple(ctx.out), saved
            if ctx.env.dead:
                raise ctx.refuse("SD201", "the condition of this loop raises an exception")
            if isinstance(state["cond"], Const) and not state["cond"].value:
                state["body"] = ()
                return
        else:
            state["index"] = Var("k", over[2], True)

        def one_trip() -> None:
            if over is not None:
                over[1](state["index"])
            ctx.clear_flags()
            rest = ctx.rest
            ctx.stmts(node.body)
            ctx.rest = rest
            state["stop"] = ctx.get_flag("%stop")
            ctx.set_flag("%ended", state["stop"])
            ctx.set_flag("%skip", Const(False))
            ctx.set_flag("%stop", Const(False))

        state["body"] = trip(ctx, one_trip)
        if ctx.env.dead:  # every path of the body raises
            ctx.env.dead = False
            state["stop"] = Const(True)

    ctx.loop_depth[frame] = ctx.loop_depth.get(frame, 0) + 1
    ahead = ctx.env.copy()
    _, carries = run_loop(ctx, keys, attempt)
    ctx.loop_depth[frame] -= 1
    if state["cond"] is not None and isinstance(state["cond"], Const) and not state["cond"].value:
        ctx.env = ahead  # no trip is ever made, and no loop written
        if node.orelse:
            ctx.stmts(node.orelse)
        return
    stop = state.get("stop", Const(False))
    endless = over is None and isinstance(state["cond"], Const)
    stop_atom = None if isinstance(stop, Const) and not stop.value else stop
    if over is None:
        ctx.out.append(While(state["test"], state["cond"], state["body"], tuple(carries), stop_atom, place))
    else:
        ctx.out.append(For(state["index"], over[0], state["body"], tuple(carries), stop_atom, place))
        for obj in iterated:
            if updates_of(state["body"], obj, carries, ctx):
                raise ctx.refuse(
                    "SD206",
                    f"`{obj.name}` grows or shrinks while it is iterated over",
                    "iterate over a copy",
                    node,
                )
    finish_loop(ctx, node, has_return, endless, stop_atom is not None, in_loop)


def updates_of(body: Block, obj: Obj, carries: list[Carry], ctx: Lowerer) -> list[Any]:
    """The statements in a loop that change the length of the container that it goes over."""
    from s2sdiff.graph import Update, walk

    version = ctx.env.versions.get(obj)
    chain = {c.param for c in carries if c.result is version}
    found = []
    for s in walk(body):
        if isinstance(s, Update) and (s.old in chain):
            chain.add(s.new)
            if not isinstance(strip(s.old.kind), Array) and s.how != "store":
                found.append(s)
        elif not isinstance(s, Update):
            from s2sdiff.graph import If

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


def unroll(ctx: Lowerer, node: ast.For, items: list[Any]) -> None:
    """Lower a loop over a few known items as that many bodies."""
    from s2sdiff.frontend.statements import assign

    if len(items) > UNROLLED * 8:
        raise ctx.refuse("SD201", f"a loop over {len(items)} unlike things is too long to unroll")
    in_loop = ctx.loop_depth.get(ctx.frame.id, 0) > 0
    ctx.loop_depth[ctx.frame.id] = ctx.loop_depth.get(ctx.frame.id, 0) + 1

    def from_item(position: int) -> None:
        ctx.clear_flags()
        if position == len(items):
            if node.orelse:
                ctx.stmts(node.orelse)
            return
        assign(ctx, node.target, items[position])
        ctx.stmts(node.body)
        if ctx.env.dead:
            return
        stop = ctx.get_flag("%stop")
        if isinstance(stop, Var):
            ctx.branch(stop, lambda: None, lambda: from_item(position + 1))
        elif not stop.value:
            from_item(position + 1)

    from_item(0)
    ctx.rest = []
    ctx.loop_depth[ctx.frame.id] -= 1
    returned = ctx.get_flag("%returned")
    ctx.set_flag("%skip", returned)
    ctx.set_flag("%stop", returned if in_loop else Const(False))


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
