"""From a program to the syntax tree of a Python function."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from s2sdiff.analyses.unset import harmless, to_be_set
from s2sdiff.backend import changes, functions
from s2sdiff.backend.changes import assign
from s2sdiff.backend.expressions import Expressions, literal
from s2sdiff.backend.fold import fold
from s2sdiff.backend.imports import Imports
from s2sdiff.backend.ladders import DEEP, tested_at_once
from s2sdiff.backend.lifetimes import Lifetimes
from s2sdiff.backend.naming import assign_names, inherit
from s2sdiff.backend.returns import push_returns
from s2sdiff.backend.structures import name
from s2sdiff.backend.views import with_views
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Const,
    Effect,
    For,
    Function,
    If,
    Let,
    Multi,
    NewStack,
    Op,
    Pop,
    Push,
    Return,
    Stmt,
    Tree,
    Try,
    Update,
    Value,
    Var,
    While,
    uses,
    walk,
)
from s2sdiff.kinds import ANY
from s2sdiff.subfunctions import is_kept, link_of, rewritten

OPERATORS = {"binary", "unary", "compare", "item"}


def function_ast(f: Function, imports: Imports, docstring: str = "") -> ast.FunctionDef:
    """The definition of a function, names assigned; `imports` collects what it needs of other modules."""
    statements = statements_of(f.params, f.body, f.result, imports, {})
    if docstring:
        statements.insert(0, ast.Expr(ast.Constant(docstring)))
    return ast.FunctionDef(f.name, signature(f), statements or [ast.Pass()], [], None, None)


def statements_of(
    params: tuple[Var, ...], body: Block, result: Value, imports: Imports, outer: dict[Var, str]
) -> list[ast.stmt]:
    """The statements of a function; `outer` are the names of what it closes over."""
    body = push_returns(body, result)
    inherit(body, params)
    body = with_views(body)
    folding = fold(body, None)
    lifetimes = Lifetimes(params, body, folding)
    called = [*operations(body)]
    externals(called, imports)
    taken = (imports.taken - imports.params) | used_builtins(called) | set(outer.values())
    names = {**assign_names(params, body, lifetimes, taken), **outer}
    filled = to_be_set(body, names)
    statements = Printer(Expressions(names, folding.exprs, imports), folding.skipped, filled).block(body)
    if statements and isinstance(statements[-1], ast.Return) and statements[-1].value is None:
        statements.pop()
    return statements


def externals(called: Iterable[Op], imports: Imports) -> None:
    """Reserve the names of everything imported before local names are chosen."""
    for op in called:
        if op.form in ("call", "kept", "global", "part") and op.payload is not None:
            imports.expression(op.payload)
            if not op.payload.module:
                imports.taken.add(op.payload.name)
        if op.form == "lambda":
            externals(operations(op.payload.block), imports)
        if op.form == "solver":
            imports.expression(op.payload.external)


def operations(body: Block) -> Iterator[Op]:
    """The operations of a program, those left out that Python has an operator for."""
    for s in walk(body):
        op = s.op if isinstance(s, Let) else getattr(s, "op", None)
        if op is not None and op.form not in OPERATORS:
            yield op


def used_builtins(called: Iterable[Op]) -> set[str]:
    """The builtins that the text may call."""
    used = {
        "len", "range", "list", "dict", "zip", "sorted", "reversed", "float", "sum", "min", "max", "abs", "int", "round",
    }  # fmt: skip
    for op in called:
        if op.form == "call" and op.payload is not None and op.payload.module == "builtins":
            used.add(op.name)
    return used


def signature(f: Function) -> ast.arguments:
    """The parameters, with how they are passed and their defaults."""
    groups: dict[int, list[Any]] = {0: [], 1: [], 2: [], 3: [], 4: []}
    defaults: list[ast.expr] = []
    kw_defaults: list[ast.expr | None] = []
    for text, how, default in f.signature or tuple((p.name, 1, None) for p in f.params):
        groups[how].append(ast.arg(text))
        value = ast.parse(default, mode="eval").body if default is not None else None
        if how == 3:
            kw_defaults.append(value)
        elif value is not None:
            defaults.append(value)
    return ast.arguments(
        groups[0],
        groups[1],
        groups[2][0] if groups[2] else None,
        groups[3],
        kw_defaults,
        groups[4][0] if groups[4] else None,
        defaults,
    )


class Printer:
    """Writes statements."""

    def __init__(self, expressions: Expressions, skipped: set[int], filled: set[Var]) -> None:
        self.e, self.skipped, self.filled = expressions, skipped, filled
        self.level = 0

    def block(self, body: Block, merges: tuple[tuple[Var, Atom], ...] = ()) -> list[ast.stmt]:
        """The statements of a block, and the assignments of what it leaves."""
        out: list[ast.stmt] = []
        for s in body:
            if id(s) not in self.skipped:
                out += self.statement(s)
                if out and isinstance(out[-1], ast.Raise):  # nothing comes after it
                    return out
        return out + self.copies(merges)

    def copies(self, pairs: Iterable[tuple[Var, Atom]]) -> list[ast.stmt]:
        """``a, b = x, y`` for what is not in its place already."""
        todo = []
        for target, value in pairs:
            if value is UNDEFINED and target in self.filled:
                value = harmless(target)
            if value is UNDEFINED or target not in self.e.names:
                continue
            if isinstance(value, Var) and self.e.names.get(value) == self.e.names[target]:
                continue
            todo.append((self.e.names[target], value))
        if not todo:
            return []
        written = {t for t, _ in todo}
        read = {n.id for _, v in todo for n in ast.walk(self.e.atom(v)) if isinstance(n, ast.Name)}
        if len(todo) == 1 or not written & read:
            return [assign(t, self.e.atom(v), v.kind if isinstance(v, Var) else ANY) for t, v in todo]
        targets = ast.Tuple([ast.Name(t, ast.Store()) for t, _ in todo], ast.Store())
        return [ast.Assign([targets], ast.Tuple([self.e.atom(v) for _, v in todo], ast.Load()))]

    def statement(self, s: Stmt) -> list[ast.stmt]:
        """The text of one statement."""
        e = self.e
        if isinstance(s, Let) and s.op.form == "lambda" and not s.op.payload.single:
            return [functions.definition(e, s)]
        if isinstance(s, Let):
            return [assign(e.names[s.target], e.operation(s.op, s.args, s.target.kind), s.target.kind)]
        if isinstance(s, Multi) and link_of(s) is not None:
            return self.call(s, link_of(s))
        if isinstance(s, Multi) and is_kept(s):
            called = e.operation(s.op, s.args, ANY)
            return [assign(e.names[t], called, t.kind) for t in s.targets] or [ast.Expr(called)]
        if isinstance(s, Multi):
            targets = ast.Tuple([ast.Name(e.names[t], ast.Store()) for t in s.targets], ast.Store())
            return [ast.Assign([targets], e.operation(s.op, s.args, s.targets[0].kind))]
        if isinstance(s, Update):
            return changes.update(e, s)
        if isinstance(s, Effect):
            return self.effect(s)
        if isinstance(s, If):
            return self.branch(s)
        if isinstance(s, For | While):
            return self.loop(s)
        if isinstance(s, Try):
            return self.attempt(s)
        if isinstance(s, NewStack):
            return [assign(e.names[s.stack], ast.List([], ast.Load()), s.stack.kind)]
        if isinstance(s, Push):
            call = ast.Call(
                ast.Attribute(name(e.names[s.stack]), "append", ast.Load()), [e.atom(s.value)], []
            )
            return [ast.Expr(call)]
        if isinstance(s, Pop):
            call = ast.Call(ast.Attribute(name(e.names[s.stack]), "pop", ast.Load()), [], [])
            return [assign(e.names[s.target], call, s.target.kind)]
        assert isinstance(s, Return)
        if isinstance(s.value, Const) and s.value.value is None:
            return [ast.Return(None)]
        return [ast.Return(self.value(s.value))]

    def call(self, s: Multi, link: Any) -> list[ast.stmt]:
        """A call of a function of the same module."""
        e = self.e
        results = s.targets[: len(s.targets) - len(link.updates)]
        called = ast.Expr(e.operation(s.op, s.args, None))  # type: ignore[arg-type]
        after = [
            assign(e.names[new], e.atom(old), new.kind)
            for old, new in rewritten(s)
            if new in e.names and e.names[new] != e.names.get(old)
        ]
        if not results:
            return [called, *after]
        names: list[ast.expr] = [ast.Name(e.names[t], ast.Store()) for t in results]
        return [
            ast.Assign([names[0] if len(names) == 1 else ast.Tuple(names, ast.Store())], called.value),
            *after,
        ]

    def value(self, v: Value) -> ast.expr:
        """A structured value."""
        if isinstance(v, Tree):
            items = [self.value(i) for i in v.items]
            if v.form == "dict":
                return ast.Dict([literal(k, self.e.imports) for k in v.keys], items)
            if v.form == "list":
                return ast.List(items, ast.Load())
            return self.e.tuple_of(items, v.cls, v.keys)
        return self.e.atom(v)

    def effect(self, s: Effect) -> list[ast.stmt]:
        """Something that is kept as it is."""
        if s.how == "assert":
            return [ast.Assert(self.e.atom(s.args[0]), self.e.atom(s.args[1]) if len(s.args) > 1 else None)]
        if s.how == "raise":
            return [self.e.template(s.op.payload, s.args)]
        return [ast.Expr(self.e.operation(s.op, s.args, None))]  # type: ignore[arg-type]

    def branch(self, s: If) -> list[ast.stmt]:
        """A branch; where one way ends the function, the other goes on without an ``else``."""
        e = self.e
        if s.merges and s.merges[0].out in e.folded and s.merges[0].out in e.names:
            return [assign(e.names[s.merges[0].out], e.select(s), s.merges[0].out.kind)]
        self.level += 1
        then = self.block(s.then, tuple((m.out, m.values[0]) for m in s.merges))
        orelse = self.block(s.orelse, tuple((m.out, m.values[1]) for m in s.merges))
        self.level -= 1
        return self.if_statement(s, then, tested_at_once(orelse) if self.level > DEEP else orelse)

    def if_statement(self, s: If, then: list[ast.stmt], orelse: list[ast.stmt]) -> list[ast.stmt]:
        """``if cond: then else: orelse``, as people write it."""
        if not then and not orelse:
            return []
        if not then:
            return [ast.If(self.e.negation(s.cond), orelse, [])]
        if orelse and ends(then):
            return [ast.If(self.e.atom(s.cond), then, []), *orelse]
        if orelse and ends(orelse):
            return [ast.If(self.e.negation(s.cond), orelse, []), *then]
        return [ast.If(self.e.atom(s.cond), then, orelse)]

    def loop(self, s: For | While) -> list[ast.stmt]:
        """A loop; an early end is written as ``break`` where the way to it is at the end of the body."""
        out = self.copies((c.param, c.init) for c in s.carries)
        left = self.copies((c.result, c.param) for c in s.carries)
        if isinstance(s, For):
            index = self.e.names.get(s.index, "_") if self.is_read(s) else "_"
            body = self.body(s)
            return [*out, ast.For(ast.Name(index, ast.Store()), self.e.atom(s.seq), body, []), *left]
        test = self.block(s.test)
        body = self.body(s)
        if not test:
            return [*out, ast.While(self.e.atom(s.cond), body, []), *left]
        leave = ast.If(self.e.negation(s.cond), [ast.Break()], [])
        return [*out, ast.While(ast.Constant(True), [*test, leave, *body], []), *left]

    def is_read(self, s: For) -> bool:
        """Whether the index of a loop is read anywhere in it."""
        return any(a is s.index for x in walk((s,)) for a in uses(x))

    def body(self, s: For | While) -> list[ast.stmt]:
        """The body of a loop, with what goes round and an early end."""
        nexts = tuple((c.param, c.next) for c in s.carries)
        body = self.tail(s.body, s.stop, nexts, ())
        if body and isinstance(body[-1], ast.Continue):
            body.pop()
        return body or [ast.Pass()]

    def tail(
        self,
        body: Block,
        stop: Atom | None,
        nexts: tuple[tuple[Var, Atom], ...],
        merges: tuple[tuple[Var, Atom], ...],
    ) -> list[ast.stmt]:
        """Statements at the end of a loop's body, of which `stop` says whether the loop ends."""
        if stop is None or (isinstance(stop, Const) and not stop.value):
            return [*self.block(body, merges), *self.copies(nexts)]
        if isinstance(stop, Const):
            return [*self.block(body, merges), *self.copies(nexts), ast.Break()]
        last = body[-1] if body else None
        decides = (
            isinstance(last, If) and id(last) not in self.skipped and any(m.out is stop for m in last.merges)
        )
        if not decides or any(v is stop for _, v in (*nexts, *merges)):
            flag = ast.If(self.e.atom(stop), [ast.Break()], [])
            return [*self.block(body, merges), *self.copies(nexts), flag]
        assert isinstance(last, If)
        out = self.block(body[:-1])
        ways = []
        for k, block in enumerate((last.then, last.orelse)):
            own = tuple((m.out, m.values[k]) for m in last.merges if m.out is not stop)
            flag_value = next(m.values[k] for m in last.merges if m.out is stop)
            ways.append(self.tail(block, flag_value, nexts, (*own, *merges)))
        return [*out, *self.if_statement(last, ways[0], ways[1])]

    def attempt(self, s: Try) -> list[ast.stmt]:
        """A ``try`` with its handlers."""
        handlers = []
        for k, h in enumerate(s.handlers):
            types = self.exception_types(h.types)
            bound = self.e.names.get(h.name) if h.name is not None else None
            body = self.block(h.body, tuple((m.out, m.values[k + 1]) for m in s.merges))
            handlers.append(ast.ExceptHandler(types, bound, body or [ast.Pass()]))
        body = self.block(s.body, tuple((m.out, m.values[0]) for m in s.merges))
        if not body:
            return []
        return [ast.Try(body, handlers, [], [])]

    def exception_types(self, op: Op | None) -> ast.expr | None:
        """The classes that a handler catches."""
        if op is None:
            return None
        classes = [self.e.imports.expression(t) for t in op.payload]
        return classes[0] if len(classes) == 1 else ast.Tuple(classes, ast.Load())


def ends(statements: list[ast.stmt]) -> bool:
    """Whether statements end in a jump."""
    last = statements[-1] if statements else None
    return isinstance(last, ast.Return | ast.Break | ast.Continue | ast.Raise)
