"""Recursive calls: the function is lowered once for arguments of a shape, and called.

What is not known at a call inside the function itself - the kinds of its parameters, what it returns,
which containers it changes - is taken for granted, and the body lowered again until it bears it out. At
first a call inside is taken never to return, so that the paths without one say what is returned.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.handed import handed
from s2sdiff.frontend.calls.returned import apart, given_back, sharing
from s2sdiff.frontend.calls.shapes import Maker, Shape, Taker, loose, settled
from s2sdiff.frontend.state.again import Again
from s2sdiff.frontend.state.frames import Frame
from s2sdiff.frontend.state.lowerer import Lowerer, Unreachable
from s2sdiff.frontend.text.source import definition_facts
from s2sdiff.frontend.values import (
    Choice,
    Inlined,
    Instance,
    Known,
    Lib,
    Method,
    Partial,
    Ref,
    Seq,
    Shelf,
    Table,
    Transform,
    Unbound,
    UserFn,
)
from s2sdiff.frontend.verbs import run_body
from s2sdiff.graph import Multi, Op, Var
from s2sdiff.kinds import Array, Kind, join
from s2sdiff.subfunctions import Link, SubFunction

MOST = 40  # specialisations of recursive functions in one program
ATTEMPTS = 12
RESTARTS = 60


@dataclass(eq=False)
class Sub:
    """A recursive function lowered for arguments of one shape, and what is taken for granted of it."""

    program: SubFunction
    kinds: list[Kind]
    result: Shape | None = None
    result_kinds: list[Kind] = field(default_factory=list)
    finals: dict[int, Kind] = field(default_factory=dict)
    frozen: dict[int, str] = field(default_factory=dict)
    rewritten: dict[int, Kind] = field(default_factory=dict)  # arrays that it changes: its own copies, which it gives back
    shown: tuple[int, ...] = ()  # arrays that the result, which is a copy, may stand for
    done: bool = False

    def facts(self) -> tuple[Any, ...]:
        """What calls rely on."""
        kinds = list(self.kinds), self.result, list(self.result_kinds)
        return *kinds, dict(self.finals), dict(self.frozen), dict(self.rewritten), self.shown


@dataclass(eq=False)
class Recursion:
    """What is known of the recursive functions of a program."""

    marked: set[Any] = field(default_factory=set)
    subs: dict[Any, Sub] = field(default_factory=dict)
    widened: dict[Any, list[Kind]] = field(default_factory=dict)
    mixed: set[Any] = field(default_factory=set)  # what makes containers of arrays of different ranks
    stages: bool = False  # each `try` is taken apart into steps
    tries: bool = False  # there was one to take apart
    refusal: Refusal | None = None  # why that is done
    restarts: int = 0
    shelves: dict[Any, Refusal] = field(default_factory=dict)  # what makes a shelf: see the module of that name
    layouts: dict[Any, dict[str, Any]] = field(default_factory=dict)  # by shelf, the attributes of objects put there
    fleets: dict[Any, dict[str, Any]] = field(default_factory=dict)  # what makes a list of like objects, and theirs
    unrolled: dict[Any, Refusal] = field(default_factory=dict)  # loops that will not do as loops
    peeled: dict[Any, Refusal] = field(default_factory=dict)  # loops whose first trip is made apart
    pools: set[Any] = field(default_factory=set)  # dicts of arrays that are containers of data
    lasting: dict[Any, Any] = field(default_factory=dict)  # places of the world outside that are written, and where
    living: set[Any] = field(default_factory=set)  # dataclasses whose objects are changed
    aside: set[Any] = field(default_factory=set)  # functions of Python's library that are called as they are

    def other_way(self, refusal: Refusal) -> Recursion | None:
        """What to lower a refused program with once more; None where there is no other way.

        First containers of arrays of different ranks hold each by itself, then each `try` is taken apart.
        """
        first = self.refusal or refusal
        apart = dict.fromkeys(self.mixed, first) if self.refusal is None else {}
        if apart:
            return Recursion(shelves=apart, refusal=first)
        return None if self.stages or not self.tries else Recursion(stages=True, refusal=first)

    def restart(self, again: Again) -> None:
        """Forget what was lowered, but not what was learned."""
        self.restarts += 1
        if self.restarts > RESTARTS:
            raise again.refusal
        self.subs = {}


# -- which calls are recursive ------------------------------------------------------------------


def functions_in(value: Any, exactly: bool) -> Any:
    """The functions and objects that a value holds; `exactly` tells those of one definition apart by their frames."""
    if isinstance(value, UserFn):
        return (id(value.node), value.frame if exactly else None)
    if isinstance(value, Inlined):
        return id(value.emit)
    if isinstance(value, Transform):
        return value.goal, value.argnums, functions_in(value.fn, exactly)
    if isinstance(value, Lib):
        return (value.external.module, value.external.name)
    if isinstance(value, Known):
        return id(value.value) if callable(value.value) else None
    if isinstance(value, Instance | Shelf):  # such as the nodes of a tree, each of which is met once
        return value.slot if exactly else getattr(value, "cls", Shelf).__name__
    if isinstance(value, Partial):
        return tuple(functions_in(v, exactly) for v in (value.fn, *value.args, *value.keywords.values()))
    if isinstance(value, Choice):
        return functions_in(value.then, exactly), functions_in(value.orelse, exactly)
    if isinstance(value, Method):
        return value.name, functions_in(value.owner, exactly)
    if isinstance(value, Seq | Table):
        items = value.items.values() if isinstance(value, Table) else value.items
        found = tuple(functions_in(v, exactly) for v in items)
        return found if any(f is not None for f in found) else None
    return None


def given(bound: dict[str, Any], exactly: bool = True) -> tuple[Any, ...]:
    """The functions among the arguments of a call."""
    return tuple((n, f) for n, v in sorted(bound.items()) if (f := functions_in(v, exactly)) is not None)


def same(one: UserFn, other: UserFn) -> bool:
    """Whether two functions of one definition have the same variables around it."""
    cells, others = getattr(one.scope, "cells", {}), getattr(other.scope, "cells", {})
    return one.frame == other.frame and all(others.get(n) is c for n, c in cells.items())


def is_recursive(ctx: Lowerer, fn: UserFn, bound: dict[str, Any]) -> bool:
    """Whether a call is one of a function known to call itself; raises Again where this is found out now."""
    state: Recursion | None = ctx.recursion
    if state is None:
        return any(f.fn.node is fn.node for f in ctx.frames)
    mark = (fn.node, given(bound, False))
    if mark in state.marked:
        return True
    exact = given(bound)
    under_way = [f for f in ctx.frames if f.fn.node is fn.node]
    if any(same(f.fn, fn) and f.given == exact for f in under_way):
        state.marked.add(mark)
        raise Again(
            ctx.refuse(
                "SD304", f"`{fn.name}` calls itself in ways that cannot be told apart", "write it as a loop"
            )
        )
    return False


# -- calls --------------------------------------------------------------------------------------


def call_recursive(ctx: Lowerer, fn: UserFn, bound: dict[str, Any]) -> Any:
    """Call a function that calls itself."""
    state: Recursion | None = ctx.recursion
    if state is None:
        raise ctx.refuse("SD304", f"`{fn.name}` calls itself", "write it as a loop")
    bound = {name: arrays.settled(ctx, value, name, fn.node) for name, value in bound.items()}
    taker = Taker(ctx)
    shapes = [(name, taker.take(value, name)) for name, value in bound.items()]
    captured = [(key, taker.take(value, key[1])) for key, value in captured_values(ctx, fn, bound).items()]
    key = (fn.node, fn.frame, tuple(shapes), tuple(captured))
    kinds = [loose(a.kind) for a in taker.atoms]
    sub = state.subs.get(key)
    if sub is None:
        sub = lower_sub(ctx, fn, shapes, captured, key, kinds, taker)
    for k, kind in enumerate(kinds):
        wide = join(sub.kinds[k], kind)
        if wide is None:
            raise ctx.refuse(
                "SD304", f"`{taker.names[k]}` changes its kind from call to call", "give it one kind of value"
            )
        if loose(wide) != sub.kinds[k]:
            sub.kinds[k] = loose(wide)
            if sub.done:
                state.widened[key] = sub.kinds
                raise Again(
                    ctx.refuse("SD304", f"the arguments of `{fn.name}` change their kinds from call to call")
                )
    if sub.result is None:  # as far as is known yet, it never returns
        if sub.done and all(s.done for s in state.subs.values()):
            raise ctx.refuse(
                "SD304", f"`{fn.name}` calls itself whatever its arguments are", "give it a way to return"
            )
        raise Unreachable
    return emit_call(ctx, fn, sub, taker)


def emit_call(ctx: Lowerer, fn: UserFn, sub: Sub, taker: Taker) -> Any:
    """The statement of a call, and the value that it gives."""
    results = tuple(Var("t", settled(k, ctx), True) for k in sub.result_kinds)
    copies = {at: Var(taker.names[at], settled(k, ctx), True) for at, k in sorted(sub.rewritten.items())}
    news: list[Var] = []
    for at, kind in sorted(sub.finals.items()):
        obj, old = taker.objects[at], taker.atoms[at]
        assert isinstance(old, Var)
        new = Var(old.name, kind, old.weak)
        ctx.writing(obj)
        ctx.env.versions[obj] = new
        news.append(new)
    for at, reason in sub.frozen.items():
        if at in taker.objects:
            taker.objects[at].freeze(reason)
    op = Op("sub", fn.name, Link(sub.program, tuple(sorted(sub.finals))))
    ctx.out.append(Multi((*results, *copies.values(), *news), op, tuple(taker.atoms), ctx.place()))
    for at, copied in copies.items():
        arrays.set_item(ctx, taker.given[at], Ellipsis, copied)
    assert sub.result is not None
    made = Maker(ctx, results, taker.given).make(sub.result)
    for at in sub.shown:
        made.obj.show(taker.objects[at])
    return made


def captured_values(ctx: Lowerer, fn: UserFn, bound: dict[str, Any]) -> dict[Any, Any]:
    """The variables of enclosing functions that a function, or one that it is given, may read."""
    found: dict[Any, Any] = {}
    seen: set[Any] = set()
    work: list[Any] = [fn, *bound.values()]
    while work:
        value = work.pop()
        if isinstance(value, Seq | Table):
            work += value.items.values() if isinstance(value, Table) else value.items
        elif isinstance(value, Partial):
            work += [value.fn, *value.args, *value.keywords.values()]
        elif isinstance(value, Choice):
            work += [value.then, value.orelse]
        elif isinstance(value, Method):
            work.append(value.owner)
        elif isinstance(value, UserFn) and (value.node, value.frame) not in seen:
            seen.add((value.node, value.frame))
            work += [*value.defaults, *value.kw_defaults.values()]
            names = {n.id for n in ast.walk(value.node) if isinstance(n, ast.Name)} if value.frame else set()
            for name in sorted(names):
                for outer in reversed(value.frame):
                    held = ctx.env.names.get((outer, name))
                    if held is not None and not isinstance(held, Unbound):
                        found[outer, name] = held
                        work.append(held)
                        break
    return dict(sorted(found.items()))


# -- lowering the function ----------------------------------------------------------------------


def lower_sub(
    ctx: Lowerer, fn: UserFn, shapes: Any, captured: Any, key: Any, kinds: list[Kind], taker: Taker
) -> Sub:
    """Lower a recursive function for arguments of a shape."""
    state: Recursion = ctx.recursion
    if len(state.subs) >= MOST:
        raise ctx.refuse(
            "SD304",
            f"`{fn.name}` needs a function of its own at each depth",
            "keep the kinds of its arguments the same from call to call",
        )
    names = definition_facts(fn.node).names | frozenset(taker.names)
    sub = Sub(SubFunction(fn.name, names), list(state.widened.get(key, kinds)))
    for k, kind in enumerate(kinds):
        sub.kinds[k] = loose(join(sub.kinds[k], kind) or kind)
    state.subs[key] = sub
    before = dict(state.subs)
    for _ in range(ATTEMPTS):
        state.subs.clear()
        state.subs.update(before)
        facts = sub.facts()
        attempt(ctx, fn, sub, shapes, captured, taker)
        if sub.facts() == facts:
            sub.done = True
            return sub
    raise ctx.refuse("SD304", f"the kinds of `{fn.name}` cannot be told", "give it one kind of result")


def attempt(ctx: Lowerer, fn: UserFn, sub: Sub, shapes: Any, captured: Any, taker: Taker) -> None:
    """Lower the body once, and note what came of it."""
    inner = Lowerer(ctx.lines_of, fold=ctx.fold)
    inner.guards, inner.cells, inner.recursion, inner.lasting = ctx.guards, ctx.cells, ctx.recursion, ctx.lasting
    inner._next_frame = ctx._next_frame
    frame = inner.new_frame(fn)
    inner.frames.append(frame)
    inner.node = fn.node
    params = parameters(inner, sub, taker.names)
    maker = Maker(inner, params, copied=sub.rewritten)
    for name, shape in shapes:
        inner.env.names[frame.id, name] = maker.make(shape)
    for where, shape in captured:
        inner.env.names[where] = maker.make(shape)
    frame.given = given({name: inner.env.names[frame.id, name] for name, _ in shapes})
    entry = {where: inner.env.names[where] for where, _ in captured}
    result = inner.way(lambda: run(inner, fn))
    ctx._next_frame = inner._next_frame
    for where, value in entry.items():
        if inner.env.names.get(where) is not value and not inner.env.dead:
            raise ctx.refuse(
                "SD304",
                f"`{where[1]}` of an enclosing function is rebound by `{fn.name}`, which calls itself",
                "return the value instead",
            )
    if not inner.env.dead:
        note(inner, fn, sub, params, maker, result, frame)


def run(inner: Lowerer, fn: UserFn) -> Any:
    """Lower the body of the function in its frame."""
    result = run_body(inner, fn.node)
    inner.node = fn.node
    inner.check_sound(result)
    return result


def note(
    inner: Lowerer, fn: UserFn, sub: Sub, params: tuple[Var, ...], maker: Maker, result: Any, frame: Frame
) -> None:
    """Note what the function returns, and what it changed."""
    out = Taker(inner, {ref.obj: at for at, ref in maker.objects.items()})
    result, sub.shown = apart(inner, result, out.own)
    returned = sharing(result, {frame.id})
    for value in returned:
        if isinstance(value, Ref) and given_back(inner, value, out.own):
            raise inner.refuse(
                "SD304",
                f"`{fn.name}`, which calls itself, returns a container that it was given",
                "return a copy",
            )
        if isinstance(value, UserFn):
            raise inner.refuse(
                "SD304", f"`{fn.name}`, which calls itself, returns a function of its own", "return numbers"
            )
    shape = out.take(result, fn.name)
    kinds = [loose(a.kind) for a in out.atoms]
    if shape == sub.result and len(kinds) == len(sub.result_kinds):
        kinds = [loose(join(a, b) or b) for a, b in zip(sub.result_kinds, kinds, strict=True)]
    sub.result, sub.result_kinds = shape, kinds
    finals: dict[int, Kind] = {}
    versions: list[Var] = []
    rewritten: dict[int, Var] = {}
    for at, ref in sorted(maker.objects.items()):
        version = inner.env.versions.get(ref.obj, params[at])
        if version is not params[at]:
            if isinstance(version.kind, Array):
                rewritten[at] = version
                continue
            finals[at] = loose(version.kind)
            versions.append(version)
            sub.kinds[at] = loose(join(sub.kinds[at], version.kind) or sub.kinds[at])
        if ref.obj.frozen:
            sub.frozen[at] = ref.obj.frozen
    sub.finals, sub.rewritten = finals, {at: loose(v.kind) for at, v in rewritten.items()}
    program = sub.program
    program.params, program.body = params, handed(tuple(inner.out))
    program.results, program.updates, program.finals = (
        (*out.atoms, *rewritten.values()),
        tuple(sorted(finals)),
        tuple(versions),
    )
    program.flows = None


def parameters(inner: Lowerer, sub: Sub, names: list[str]) -> tuple[Var, ...]:
    """A variable for each atom of the arguments, no two of one name."""
    used: set[str] = set()
    params: list[Var] = []
    for name, kind in zip(names, sub.kinds, strict=True):
        base, k = name.lstrip("%"), 1
        name = base
        while name in used:
            k += 1
            name = f"{base}_{k}"
        used.add(name)
        params.append(Var(name, settled(kind, inner)))
    return tuple(params)


__all__ = ["Again", "Recursion", "call_recursive", "given", "is_recursive"]
