"""Loops and comprehensions: what goes round is found by lowering the body until nothing new appears."""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.calls.producers import Producer
from s2sdiff.frontend.calls.stepping import stepped
from s2sdiff.frontend.data import containers, fleets, shelves, specials, subscripts
from s2sdiff.frontend.data.going import Going, themselves
from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.loops.rounds import run_loop
from s2sdiff.frontend.loops.told import UNROLLED, counted
from s2sdiff.frontend.loops.turns import Turns, sees_changes
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.hopeless import refuse_record
from s2sdiff.frontend.state.lowerer import Lowerer, expression
from s2sdiff.frontend.state.parted import part
from s2sdiff.frontend.state.paths import NameKey, name_of
from s2sdiff.frontend.state.perhaps import sure
from s2sdiff.frontend.values import (
    UNBOUND,
    Fleet,
    Instance,
    Iter,
    Known,
    Lib,
    Member,
    Ref,
    Seq,
    Shelf,
    Table,
    Unbound,
)
from s2sdiff.frontend.verbs import assign, call, get_attribute
from s2sdiff.graph import Atom, Block, Const, External, For, Op, Var
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
from s2sdiff.operations import RANGE, builtin_call

LISTED = builtin_call(list)


def trip(ctx: Lowerer, work: Callable[[], Any]) -> Block:
    """Lower one trip into a block, on the current environment; parts that go round become objects at its end."""
    saved, ctx.out = ctx.out, []
    parting = ctx.parting
    ctx.way(work)
    for key in sorted(parting):
        value = ctx.env.names.get(key)
        if isinstance(value, Ref) and value.path and not ctx.env.dead:
            ctx.env.names[key] = part(ctx, ctx.out, ctx.env, value, name_of(key))
    block, ctx.out = tuple(ctx.out), saved
    return block


@verbs.each.defined
def each(
    ctx: Lowerer,
    seq: Atom,
    body: Callable[[Var], Any],
    names: set[NameKey] | None = None,
    kind: Kind = INT,
) -> None:
    """Emit a loop over the items of an inactive sequence."""
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
    carries = run_loop(ctx, carried_names, attempt)
    ctx.out.append(For(state["index"], seq, state["body"], tuple(carries), None, place))


@verbs.each_item.defined
def each_item(
    ctx: Lowerer, value: Any, body: Callable[[Any], Any], names: set[NameKey] | None = None
) -> None:
    """Run `body` for each item of something iterable, where nothing can end the loop early."""
    seq = iteration(ctx, value)
    if isinstance(seq, list) and sees_changes(value):
        seq = Turns(ctx, value, seq, lambda now: iteration(ctx, now))
    go_over(ctx, seq, body, names)


def go_over(ctx: Lowerer, seq: Any, body: Callable[[Any], Any], names: set[NameKey] | None = None) -> None:
    """Run `body` for each item of an iteration."""
    if isinstance(seq, list | Turns):
        for item in seq:
            body(item)
    elif isinstance(seq, Generator):
        seq.run(ctx, body)
    elif isinstance(seq, Producer):

        def goes_on(item: Any) -> None:
            body(item)

        seq.run(ctx, goes_on, frozenset(names or ()))
    else:
        each(ctx, seq.seq, lambda k: body(seq.item_at(k)), names, seq.kind)


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


@verbs.told.defined
def told(ctx: Lowerer, seq: Any) -> list[Any] | None:
    """The items that an iteration goes over, where they can be told one by one; None elsewhere."""
    if isinstance(seq, Generator):
        return seq.items(ctx)
    return seq if isinstance(seq, list) else None


def bound_within(ctx: Lowerer, target: ast.expr, item: Any, work: Callable[[], Any]) -> Any:
    """What `work` gives with the target of a comprehension bound to an item; its names are what they were afterwards."""
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


@expression(ast.ListComp)
def comprehension(ctx: Lowerer, node: ast.ListComp) -> Any:
    """A list comprehension; over a known sequence of unlike things, a known sequence."""
    source = ctx.expr(node.generators[0].iter)
    known = unrolled(ctx, node, source, last=shelves.wanted(ctx, node))
    if shelves.wanted(ctx, node):
        if known is None:
            raise shelves.at_length(ctx, ctx.recursion.shelves[node])
        return shelves.of_list(ctx, known)
    if fleets.wanted(ctx, node):
        fleet = fleets.at(ctx, node)
        ctx.rolling.append(node)
        run_generators(ctx, node.generators, lambda: fleets.append(ctx, fleet, ctx.expr(node.elt)), source)
        ctx.rolling.pop()
        return fleet
    if known is not None:
        return shelves.born(ctx, node, containers.build_list(ctx, known))
    result = shelves.born(ctx, node, containers.empty_list(ctx))
    append = lambda: containers.append(ctx, result, ctx.expr(node.elt))  # noqa: E731
    ctx.rolling.append(node)
    run_generators(ctx, node.generators, append, source)
    ctx.rolling.pop()
    return result


@expression(ast.SetComp)
def set_comprehension(ctx: Lowerer, node: ast.SetComp) -> Any:
    """A set comprehension: the set of what the list comprehension holds."""
    items = comprehension(ctx, ast.copy_location(ast.ListComp(node.elt, node.generators), node))
    return call(ctx, Lib(External("builtins", "set", set)), [items], {})


def unrolled(ctx: Lowerer, node: ast.ListComp | ast.GeneratorExp, source: Any, last: bool = False) -> list[Any] | None:
    """The items of a comprehension over `source`, where those that it goes over and its conditions are known.

    `last` says that there is no other way to lower it: its conditions are looked at in the user's text too.
    """
    if len(node.generators) != 1 or (node.generators[0].ifs and not (ctx.ours or last)):
        return None
    one = node.generators[0]
    state = ctx.recursion

    def items_of(now: Any) -> Any:
        if state is not None and (node in state.unrolled or node in state.shelves):
            now = counted(ctx, now, state.unrolled.get(node) or state.shelves[node])
        return iteration(ctx, now)

    seq = items_of(source)
    if not isinstance(seq, list):
        return None
    items: list[Any] = []

    def add() -> bool:
        tests = [truth_of(ctx, ctx.expr(test)) for test in one.ifs]
        if all(t.value for t in tests if isinstance(t, Const)):
            items.append(ctx.expr(node.elt))
        return all(isinstance(t, Const) for t in tests)

    return items if all(bound_within(ctx, one.target, item, add) for item in Turns(ctx, source, seq, items_of)) else None


@expression(ast.DictComp)
def dict_comprehension(ctx: Lowerer, node: ast.DictComp) -> Any:
    """A dict comprehension."""
    if shelves.wanted(ctx, node):
        pair = ast.copy_location(ast.ListComp(ast.Tuple([node.key, node.value], ast.Load()), node.generators), node)
        source = counted(ctx, ctx.expr(node.generators[0].iter), ctx.recursion.shelves[node])
        pairs = unrolled(ctx, pair, source, last=True)
        if pairs is None or not all(isinstance(p.items[0], Const) for p in pairs):
            raise ctx.recursion.shelves[node]
        return shelves.of_dict(ctx, {p.items[0].value: p.items[1] for p in pairs})
    result = ctx.new_object(ctx.let(Op("dict", "dict", ()), (), DictOf(None, None)))

    def put() -> None:
        key = ctx.expr(node.key)
        subscripts.set_item(ctx, result, key, ctx.expr(node.value))

    run_generators(ctx, node.generators, put)
    return shelves.born(ctx, node, result)


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


@verbs.iteration.defined
def iteration(ctx: Lowerer, value: Any) -> Any:
    """How to go over something: a list of its items where they are known, a generator or a producer, else a `Going`."""
    value = sure(ctx, value, "gone over")
    if isinstance(value, Iter):
        return ITERATED[value.how](ctx, *value.args)
    if isinstance(value, Fleet):
        return fleets.over(ctx, value)
    if isinstance(value, Lib) and isinstance(value.external.value, enum.EnumMeta):
        members: Any = value.external.value
        return [get_attribute(ctx, value, one.name) for one in members]
    if isinstance(value, Instance | Member):
        over = specials.special(ctx, value, "__iter__")
        return iteration(ctx, stepped(ctx, over) if isinstance(over, Instance | Member) else over)
    if specials.is_own_container(value):
        return iteration(ctx, call(ctx, get_attribute(ctx, value, "__iter__"), [], {}))
    if isinstance(value, Seq):
        refuse_record(ctx, value)
        if (
            all(isinstance(v, Var | Const) and is_number(v.kind) for v in value.items)
            and len(value.items) > UNROLLED
        ):
            return iteration(ctx, containers.build_list(ctx, list(value.items)))
        return list(value.items)
    if isinstance(value, Table):
        return [Const(k) for k in value.items]
    if isinstance(value, Shelf):
        known = shelves.items(ctx, value)
        return list(known.values()) if value.form == "list" else [Const(k) for k in known]
    if isinstance(value, Const) and isinstance(value.value, str):
        return [Const(c) for c in value.value]
    if isinstance(value, Ref):
        kind = containers.ref_kind(ctx, value)
        if ctx.fold and not value.path and isinstance(kind, ListOf) and ctx.env.versions[value.obj] in ctx.tuples:
            return list(ctx.tuples[ctx.env.versions[value.obj]])
        if isinstance(kind, DictOf):
            return iteration(ctx, Iter("keys", (value,)))
        if isinstance(kind, Array | ListOf):
            return by_position(ctx, value, containers.length(ctx, value))
    if isinstance(value, Known) and isinstance(value.value, list | tuple):
        unlike = not all(isinstance(v, int | float) for v in value.value)
        if unlike and len(value.value) <= UNROLLED:
            return containers.known_items(ctx, value)
    return by_kind(ctx, value)


def by_position(ctx: Lowerer, value: Any, count: Atom) -> Going:
    """How to go over the items of something by their positions."""
    return Going(length_range(ctx, count), lambda k: subscripts.get_item(ctx, value, k))


def by_kind(ctx: Lowerer, value: Any) -> Any:
    """How to go over something of which no more than its kind is known."""
    atom = atom_of(ctx, value, "what is iterated over")
    kind = strip(atom.kind)
    if isinstance(kind, TupleOf) and len(kind.items) <= UNROLLED:
        return [subscripts.get_item(ctx, value, Const(k)) for k in range(len(kind.items))]
    if isinstance(kind, ListOf | TupleOf | Array):
        return by_position(ctx, atom, containers.length(ctx, Known(atom, None) if isinstance(kind, TupleOf) else atom))
    if isinstance(kind, DictOf) or kind == ANY:
        if isinstance(atom, Var) and atom.name == "range":
            return themselves(atom, INT)
        return themselves(ctx.let(LISTED, (atom,), ANY), ANY)
    if kind == STR:
        return themselves(atom, STR)
    raise ctx.refuse("SD201", "this value cannot be iterated over")
