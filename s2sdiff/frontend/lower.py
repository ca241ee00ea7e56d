"""From a function to its program: the entry of the front end."""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from s2sdiff.analyses.memory import made_and_changed
from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.calls import calling, calls, opaque
from s2sdiff.frontend.calls.handed import handed
from s2sdiff.frontend.calls.recursion import Recursion, call_recursive, given
from s2sdiff.frontend.data import displays, objects, shelves, texts
from s2sdiff.frontend.expressions import attributes, expressions
from s2sdiff.frontend.inner import implicit
from s2sdiff.frontend.library import (
    builtin,
    collected,
    copies,
    dtypes,
    each,
    expansions,
    inspected,
    operators,
    questions,
    reductions,
    spelled,
    standins,
    subscripted,
    windows,
)
from s2sdiff.frontend.loops import iterators, loops, positions, taken
from s2sdiff.frontend.state import items, lasting, layout, wholes
from s2sdiff.frontend.state.again import Again
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import Guard, Kept, static_value
from s2sdiff.frontend.state.perhaps import sure
from s2sdiff.frontend.statements import contexts, definitions, patterns, raising, repeated, statements, trying
from s2sdiff.frontend.text.parameters import parameters_of
from s2sdiff.frontend.text.scope import Where, class_external, is_library
from s2sdiff.frontend.text.source import definition_facts
from s2sdiff.frontend.values import Known, Ref, Seq, Table, UserFn, tree_of
from s2sdiff.graph import (
    Const,
    External,
    Function,
    Let,
    Op,
    Tree,
    Var,
    leaves,
    map_leaves,
)
from s2sdiff.kinds import (
    ANY,
    Array,
    DictOf,
    Kind,
    ListOf,
    Literal,
    Maybe,
    TableOf,
    TupleOf,
    kind_of,
    mixed,
    strip,
)
from s2sdiff.optimize.rewrite import substitute

_HANDLERS = (  # imported for what they register
    attributes,
    builtin,
    collected,
    contexts,
    copies,
    definitions,
    dtypes,
    operators,
    patterns,
    calling,
    calls,
    displays,
    implicit,
    each,
    expansions,
    expressions,
    inspected,
    items,
    iterators,
    loops,
    objects,
    positions,
    questions,
    raising,
    repeated,
    reductions,
    spelled,
    standins,
    statements,
    subscripted,
    taken,
    texts,
    trying,
    windows,
)


@dataclass(frozen=True)
class Example:
    """An argument that is read by attribute, of a class that is not a record: what it is today."""

    value: Any
    kind: Kind = ANY


@dataclass(frozen=True)
class Program:
    """A lowered function.

    Attributes:
        function: the program; its result is what the primal returns.
        arguments: by parameter, the structured value of atoms that it stands for.
        guards: what the program relies on in the world outside.
        result: the lowered value that is returned.
        lasting: the places of the world outside that the program writes, and the data that it leaves there.
        filled: where nothing is returned, what the arguments that the program changes hold in the end.
    """

    function: Function
    arguments: dict[str, Any]
    guards: tuple[Guard, ...]
    result: Any
    names: frozenset[str]
    cells: dict[str, Where]
    written: frozenset[str] = frozenset()
    filled: dict[str, Any] = field(default_factory=dict)
    lasting: tuple[tuple[Kept, Any], ...] = ()


def live_lines(filename: str) -> list[str]:
    """The lines of a file that has been imported."""
    return linecache.getlines(filename)


@verbs.lower.defined
def lower(
    fn: UserFn,
    kinds: dict[str, Any],
    lines_of: Callable[[str], list[str]] = live_lines,
    fixed: dict[str, Any] | None = None,
) -> Program:
    """Lower a function called with arguments of `kinds` (a Kind or an Example each).

    `fixed` holds the arguments that are bound already (``self`` of a method, those of a partial); they
    are no parameters of the program.
    """
    state = Recursion()
    while True:
        try:
            return lower_once(fn, kinds, lines_of, fixed, state)
        except Again as again:
            state.restart(again)
        except Refusal as refusal:
            further = state.other_way(refusal)
            if further is None:
                raise state.refusal or refusal from None
            state = further


class Entry:
    """The parameters of a function about to be lowered, bound to its arguments.

    Attributes:
        params: those of the program, by which no fixed argument is passed.
        arguments: by name, what the program sees of each as a structure of variables.
        copies: the variables that stand for arguments which the program may change, and what they are copies of.
        rows: the name of each parameter, how it is passed, and the source of its default.
    """

    def __init__(self, ctx: Lowerer, fn: UserFn, kinds: dict[str, Any], fixed: dict[str, Any]) -> None:
        self.params: list[Var] = []
        self.arguments: dict[str, Any] = {}
        self.copies: list[tuple[Var, Var]] = []
        self.rows: list[tuple[str, int, str | None]] = []
        for name, how, default in parameters_of(fn):
            if name in fixed:
                ctx.env.names[ctx.frame.id, name] = fixed_value(ctx, name, fixed[name])
                continue
            self.rows.append((name, how, default_text(default)))
            kind = kinds[name]
            param = Var(name, kind.kind if isinstance(kind, Example) else wholes.named(kind, ctx.new_dim))
            self.params.append(param)
            value = parameter(ctx, param, kind, name, self.copies, how == inspect.Parameter.VAR_KEYWORD)
            ctx.env.names[ctx.frame.id, name] = objects.living(ctx, value)
            if how == inspect.Parameter.VAR_KEYWORD and isinstance(value, Table):
                ctx.env.names[ctx.frame.id, name] = shelves.keywords(ctx, fn.node.args.kwarg, value.items)
            self.arguments[name] = tree_of(value, ctx.env.versions)
            ctx.arguments.add(self.arguments[name])
            if isinstance(value, Ref) and isinstance(strip(param.kind), Array):
                ctx.layouts[value.obj] = frozenset((param,))


def lower_once(
    fn: UserFn,
    kinds: dict[str, Any],
    lines_of: Callable[[str], list[str]],
    fixed: dict[str, Any] | None,
    state: Recursion,
) -> Program:
    """Lower a function, given what is known of recursive functions so far; raises Again where more is found out."""
    ctx = Lowerer(lines_of)
    ctx.recursion = state
    ctx.frames.append(ctx.new_frame(fn))
    ctx.node = fn.node
    if not isinstance(fn.node, ast.Lambda):
        opaque.check_callable(ctx, fn)
    if definition_facts(fn.node).generator:
        raise ctx.refuse("SD201", f"`{fn.name}` is a generator function", "return a list")
    entry = Entry(ctx, fn, kinds, fixed or {})
    lasting.begin(ctx)
    bound = {name: ctx.env.names[ctx.frame.id, name] for name, _, _ in parameters_of(fn)}
    ctx.frame.given = given(bound)
    marked = (fn.node, given(bound, False)) in state.marked
    try:
        result = ctx.way(lambda: call_recursive(ctx, fn, bound) if marked else calls.run_body(ctx, fn.node))
    except Refusal as refusal:
        if refusal.lineno is None:  # what refuses knows no more than kinds
            raise ctx.refuse(refusal.code, refusal.message, refusal.hint) from None
        raise
    if ctx.env.dead:  # every path raises
        result = Const(0.0)
    ctx.check_sound(result)
    result = sure(ctx, result, "what is returned here, and has no derivative")
    result = objects.recorded(ctx, result)
    tree = tree_of(result, ctx.env.versions)
    ctx.node = fn.node
    if tree is None:
        tree = atom_of(ctx, result, "what is returned")
    tree = opened(tree, {s.target: s for s in ctx.out if isinstance(s, Let)})
    names = definition_facts(fn.node).names | set(kinds)
    filled = filled_arguments(ctx, bound, entry.arguments) if isinstance(tree, Const) and tree.value is None else {}
    left = lasting.left(ctx)
    whole = Tree("tuple", (tree, *filled.values(), *(end for _, end in left)))
    done = (*layout.checks(ctx.relied), *handed(tuple(ctx.out)))
    body, arguments, whole = drop_copies(done, entry.copies, entry.arguments, whole)
    tree, *ends = whole.items
    kept = {s.target for s in body if isinstance(s, Let)}
    held = [(copy, atom) for copy, atom in entry.copies if copy in kept]  # because it is changed, or returned
    changed = made_and_changed(body) if held else set()
    written = frozenset(atom.name for copy, atom in held if copy in changed)
    return Program(
        Function(fn.name, tuple(entry.params), body, tree, tuple(entry.rows)),
        arguments,
        tuple(ctx.guards.values()),
        result,
        names,
        dict(ctx.cells),
        written,
        dict(zip(filled, ends[: len(filled)], strict=True)),
        tuple(zip((kept for kept, _ in left), ends[len(filled) :], strict=True)),
    )


def opened(value: Any, made: dict[Var, Let]) -> Any:
    """A result whose lists and dicts of values of several kinds are as they were written, item by item."""

    def one(a: Any) -> Any:
        s = made.get(a) if isinstance(a, Var) and mixed(a.kind) else None
        if s is None or s.op.form not in ("list", "dict"):
            return a
        return opened(Tree(s.op.form, s.args, tuple(s.op.payload or ())), made)

    return map_leaves(value, one)


def filled_arguments(ctx: Lowerer, bound: dict[str, Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """By name, what the arguments that a function changed in place hold at its end."""
    found: dict[str, Any] = {}
    for name, value in bound.items():
        before, after = arguments.get(name), tree_of(value, ctx.env.versions)
        if before is not None and after is not None and any(a is not b for a, b in zip(leaves(before), leaves(after), strict=True)):
            found[name] = after
    return found


def default_text(node: Any) -> str | None:
    """The source of a default that is a literal; another one is left to the caller as None."""
    if node is None:
        return None
    try:
        ast.literal_eval(node)
    except ValueError:
        return "None"
    return ast.unparse(node)


def fixed_value(ctx: Lowerer, name: str, value: Any) -> Any:
    """What an argument that is bound already stands for."""
    external = External("", name, value)
    static = static_value(ctx, value, external)
    if static is not None:
        return static
    if type(value) in (str, bool, type(None)):
        return Const(value)
    return Known(
        ctx.let(Op("global", name, External("", name, value, data=True)), (), kind_of(value), name), value, Where("object", value)
    )


def parameter(
    ctx: Lowerer, atom: Var, kind: Any, name: str, copies: list[tuple[Var, Var]], keywords: bool = False
) -> Any:
    """What a parameter stands for, given its kind."""
    if isinstance(kind, Example):
        cls = kind.value
        named = isinstance(cls, type) and is_library(cls.__module__)  # such as a dtype: a program is of one of them
        return static_value(ctx, cls, External("", name, cls)) if named else Known(atom, cls)
    if isinstance(kind, Literal):
        return Const(kind.value)
    inner = strip(kind)
    if isinstance(kind, Maybe) and isinstance(inner, ListOf | DictOf | TupleOf | Array):
        return atom  # it cannot be taken apart before it is known not to be None
    if isinstance(inner, DictOf) and keywords and inner.keys is not None:
        items = {}
        for k in inner.keys:
            part = ctx.let(Op("item", "item"), (atom, Const(k)), inner.item or ANY, k)
            items[k] = parameter(ctx, part, part.kind, k, copies)
        return Table(items)
    if isinstance(inner, TableOf):
        known: dict[Any, Any] = {}
        keys = range(len(inner.items)) if inner.keys is None else inner.keys
        for key, item in zip(keys, inner.items, strict=True):
            own = key if isinstance(key, str) and key.isidentifier() else name
            if isinstance(item, Literal):
                known[key] = Const(item.value)
            else:
                value = ctx.let(Op("item", "item"), (atom, Const(key)), item, own)
                known[key] = parameter(ctx, value, item, own, copies)
        return Seq(tuple(known.values()), form="list") if inner.keys is None else Table(known)
    if isinstance(inner, ListOf | DictOf | Array):
        copy = ctx.let(Op("copy", "copy"), (atom,), inner, name)
        copy.weak = False
        copies.append((copy, atom))
        return ctx.new_object(copy, name)
    if isinstance(inner, TupleOf):
        parts: list[Any] = []
        cls = class_external(inner.cls) if inner.cls else None
        for k, item in enumerate(inner.items):
            field = inner.fields[k] if inner.cls else f"{name}_{k}"
            if isinstance(item, Literal):
                parts.append(Const(item.value))
                continue
            op, args = (Op("attr", field), (atom,)) if inner.cls else (Op("item", "item"), (atom, Const(k)))
            part = ctx.let(op, args, item, field)
            parts.append(parameter(ctx, part, item, field, copies))
        return Seq(tuple(parts), inner.fields, cls)
    return atom


def drop_copies(body: Any, copies: list[tuple[Var, Var]], arguments: dict[str, Any], result: Any) -> Any:
    """Leave out the copies of arguments that are neither changed, through a view or otherwise, nor returned."""
    if not copies:
        return body, arguments, result
    own = made_and_changed(body, (a for a in leaves(result) if isinstance(a, Var)))
    renamed = {copy: atom for copy, atom in copies if copy not in own}
    for copy, atom in renamed.items():
        atom.kind = copy.kind
    if not renamed:
        return body, arguments, result
    kept = tuple(s for s in body if not (isinstance(s, Let) and s.target in renamed))
    body = substitute(kept, renamed)
    change = lambda a: renamed.get(a, a) if isinstance(a, Var) else a  # noqa: E731
    arguments = {k: map_leaves(v, change) if v is not None else None for k, v in arguments.items()}
    return body, arguments, map_leaves(result, change)
