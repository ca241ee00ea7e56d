"""Activity: which variables depend on the chosen inputs, and which of those the result depends on."""

from __future__ import annotations

from collections.abc import Iterable

from s2sdiff.analyses.flows import flows_of
from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    Atom,
    Block,
    Effect,
    For,
    If,
    Let,
    Multi,
    Op,
    Stmt,
    Try,
    Update,
    Var,
    While,
    walk,
)
from s2sdiff.kinds import ANY, REAL, STR, DictOf, Kind, ListOf, TupleOf, differentiable, strip
from s2sdiff.rules.registry import is_constant
from s2sdiff.subfunctions import SubFunction, link_of, rewritten

_ARITHMETIC = {"add", "sub", "mul", "div", "pow"}
_SHAPE_ONLY = {"len", "range", "isinstance", "type", "hasattr", "callable", "id", "int", "bool"}


def carries_derivative(kind: Kind) -> bool:
    """Whether a value of this kind may have a derivative (one of unknown kind may)."""
    kind = strip(kind)
    if kind is REAL:
        return True
    if isinstance(kind, ListOf | DictOf):
        return kind.item is None or carries_derivative(kind.item)
    if isinstance(kind, TupleOf):
        return any(map(carries_derivative, kind.items))
    return differentiable(kind) or kind == ANY


def passes(op: Op, position: int, count: int) -> bool:
    """Whether the result of an operation varies with its argument at `position`."""
    if op.form in ("compare", "order", "zeros", "part") or op.name == "not":
        return False
    if op.form == "item" and position > 0:
        return False
    if op.form in ("lambda", "solver"):
        return False
    if op.form == "implicit":
        varies: bool = op.payload.varies_with(position)
        return varies
    if op.form == "attr" and op.name in ("shape", "ndim", "size", "dtype", "strides", "flags"):
        return False
    if op.form == "binary" and op.name in ("floordiv", "and_", "or_", "xor", "lshift", "rshift"):
        return False
    if op.form == "call" and op.payload is not None:
        if op.payload.module == "builtins" and op.name in _SHAPE_ONLY:
            return False
        split = count - len(op.keywords)
        return not is_constant(op.payload, position if position < split else op.keywords[position - split])
    return True


def is_dict(a: Atom) -> bool:
    """Whether an atom is a dict."""
    return isinstance(a, Var) and isinstance(strip(a.kind), DictOf)


def passed(s: Let) -> tuple[Atom, ...]:
    """The arguments that the result of an operation varies with."""
    if s.op.form == "binary" and s.op.name in _ARITHMETIC:
        return s.args
    if s.op.form == "call" and s.op.name in ("list", "sorted") and is_dict(s.args[0]):
        return ()  # the keys of a dict
    return tuple([a for k, a in enumerate(s.args) if passes(s.op, k, len(s.args))])


def sources_of(s: Multi) -> list[tuple[Atom, ...]]:
    """What each result of a statement varies with."""
    link = link_of(s)
    if link is None or not isinstance(link.to, SubFunction):
        return [s.args] * len(s.targets)
    return [tuple(s.args[k] for k in sorted(flow)) for flow in flows_of(link.to)]


def thrown(s: Stmt) -> tuple[Atom, ...]:
    """What an exception that leaves a statement may hold."""
    if isinstance(s, Effect) and s.how == "raise":
        return s.args
    return s.args if isinstance(s, Multi) and link_of(s) is not None else ()


def varied(body: Block, inputs: Iterable[Var]) -> set[Var]:
    """The variables that depend on the inputs in a way that has a derivative."""
    found: set[Var] = set(inputs)

    def has(atoms: tuple[Atom, ...]) -> bool:
        return any(map(found.__contains__, atoms))

    def mark(v: Var, *sources: Atom) -> bool:
        if (
            v not in found and has(sources) and (carries_derivative(v.kind) or strip(v.kind) == STR)
        ):  # text may be read back
            found.add(v)
            return True
        return False

    def visit(block: Block) -> None:
        for s in block:
            step(s)

    def step(s: Stmt) -> None:
        if isinstance(s, Let):
            mark(s.target, *passed(s))
        elif isinstance(s, Multi):
            for t, sources in zip(s.targets, sources_of(s), strict=True):
                mark(t, *sources)
        elif isinstance(s, Update):
            values = s.args[-1:] if s.how != "pop" else ()
            mark(s.new, s.old, *values)
            if s.item is not None:
                mark(s.item, s.old)
        elif isinstance(s, If):
            visit(s.then)
            visit(s.orelse)
            for m in s.merges:
                mark(m.out, *m.values)
        elif isinstance(s, Try):
            visit(s.body)
            carried = [a for inner in walk(s.body) for a in thrown(inner)]
            for h in s.handlers:
                if h.name is not None:
                    mark(h.name, *carried)
                visit(h.body)
            for m in s.merges:
                mark(m.out, *m.values)
        elif isinstance(s, For | While):
            if isinstance(s, For) and carries_derivative(s.index.kind):
                mark(s.index, s.seq)
            while True:
                for c in s.carries:
                    mark(c.param, c.init, c.next)
                before = len(found)
                if isinstance(s, While):
                    visit(s.test)
                visit(s.body)
                again = [mark(c.param, c.next) for c in s.carries]
                if len(found) == before and not any(again):
                    break
            for c in s.carries:
                mark(c.result, c.init, c.next)

    visit(body)
    return found


def useful(body: Block, outputs: Iterable[Var]) -> set[Var]:
    """The variables that the outputs depend on in a way that has a derivative."""
    found: set[Var] = set(outputs)

    def need(*atoms: Atom) -> None:
        for a in atoms:
            if isinstance(a, Var):
                found.add(a)

    def visit(block: Block) -> None:
        for s in reversed(block):
            step(s)

    def step(s: Stmt) -> None:
        if isinstance(s, Let):
            if s.target in found:
                need(*passed(s))
        elif isinstance(s, Multi):
            for t, sources in zip(s.targets, sources_of(s), strict=True):
                if t in found:
                    need(*sources)
            for old, new in rewritten(s):
                if old in found or any(t in found for t in s.targets):
                    found.add(new)
        elif isinstance(s, Update):
            if s.new in found or (s.item is not None and s.item in found):
                need(s.old)
                found.add(s.new)
                if s.how != "pop":
                    need(*s.args[-1:])
        elif isinstance(s, If | Try):
            for m in s.merges:
                if m.out in found:
                    need(*m.values)
            for b in (s.then, s.orelse) if isinstance(s, If) else (s.body, *(h.body for h in s.handlers)):
                visit(b)
        elif isinstance(s, For | While):
            for c in s.carries:
                if c.result in found:
                    need(c.next, c.init)
            while True:
                before = len(found)
                visit(s.body)
                if isinstance(s, While):
                    visit(s.test)
                for c in s.carries:
                    if c.param in found or c.result in found:
                        need(c.next, c.init)
                if len(found) == before:
                    break
            if isinstance(s, For) and s.index in found:
                need(s.seq)

    visit(body)
    return found


def active(body: Block, inputs: Iterable[Var], outputs: Iterable[Var]) -> set[Var]:
    """The variables by which the outputs depend on the inputs.

    Raises SD203 where an exception takes such a value to its handler, SD206 where one is the key of a dict.
    """
    depending = varied(body, inputs)
    found = depending & useful(body, outputs)
    for s in walk(body):
        if isinstance(s, Update) and is_dict(s.old) and not depending.isdisjoint(s.args[:-1]):
            what = "a value with a derivative becomes a key of a dict, from which it may be read back"
            raise Refusal("SD206", what, s.place, "use an int or text as the key, and keep the value as an item")
        if isinstance(s, Try) and any(h.name in found for h in s.handlers):
            what = "a handler reads a value with a derivative from the exception that it caught"
            raise Refusal("SD203", what, s.place, "keep the value in a variable before the exception is raised")
    return found
