"""``match``: each pattern becomes the condition that it stands for, and assignments of what it names."""

from __future__ import annotations

import ast
import collections
from typing import Any

from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.values import Lib, Seq
from s2sdiff.graph import External

#: What patterns ask that have no operator, by names of ours.
ASKED: dict[str, Any] = {"%isinstance": isinstance, "%len": len, "%hasattr": hasattr, "%dict": dict, "%list": list}
SEQUENCES = (list, tuple, collections.deque, range)
#: Classes whose one positional pattern is matched by the subject itself.
ITSELF = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


@statement(ast.Match)
def match(ctx: Lowerer, node: ast.Match) -> None:
    subject = ctx.expr(node.subject)
    rest = ctx.rest
    name = f"%subject#{node.lineno}_{node.col_offset}"
    ctx.set_flag(name, subject)
    for asked, fn in ASKED.items():
        ctx.set_flag(asked, Lib(External("builtins", fn.__name__, fn)))
    ctx.set_flag("%sequence", Seq(tuple(Lib(External(c.__module__, c.__name__, c)) for c in SEQUENCES)))
    chain: list[ast.stmt] = []
    for case in reversed(node.cases):
        seen = ast.copy_location(ast.Name(name, ast.Load()), case.pattern)
        tests, bindings = pattern(ctx, case.pattern, seen)
        body: list[ast.stmt] = [*bindings, *case.body]
        if case.guard is not None:
            body = [*bindings, ast.copy_location(ast.If(case.guard, case.body, list(chain)), case.body[0])]
        if tests:
            test = tests[0] if len(tests) == 1 else ast.copy_location(ast.BoolOp(ast.And(), tests), seen)
            chain = [ast.copy_location(ast.If(test, body, chain), case.body[0])]
        else:
            chain = body
    for n in chain:
        ast.fix_missing_locations(n)
    ctx.rest = rest
    if chain and isinstance(chain[0], ast.If) and len(chain) == 1:
        ctx.node = node
        ctx.statements[ast.If](ctx, chain[0])
    else:
        ctx.stmts(chain)
        ctx.rest = []


Read = tuple[list[ast.expr], list[ast.stmt]]
"""The conditions that all hold where a pattern matches, in order, and the assignments of what it names."""


def pattern(ctx: Lowerer, node: ast.pattern, subject: ast.expr) -> Read:
    """The conditions and assignments that a pattern stands for."""
    read = Pattern(ctx, node, subject)
    if isinstance(node, ast.MatchValue):
        return [read.at(ast.Compare(subject, [ast.Eq()], [node.value]))], []
    if isinstance(node, ast.MatchSingleton):
        return [read.at(ast.Compare(subject, [ast.Is()], [read.literal(node.value)]))], []
    if isinstance(node, ast.MatchOr):
        return read.alternatives(node.patterns)
    if isinstance(node, ast.MatchAs):
        tests, bindings = pattern(ctx, node.pattern, subject) if node.pattern is not None else ([], [])
        return tests, bindings if node.name is None else [*bindings, read.bound(node.name, subject)]
    if isinstance(node, ast.MatchSequence):
        return read.sequence(node.patterns)
    if isinstance(node, ast.MatchMapping) and node.rest is None:
        tests = [read.asked("%isinstance", read.name("%dict"))]
        tests += [read.at(ast.Compare(k, [ast.In()], [subject])) for k in node.keys]
        return read.all_of(tests, [(p, read.item(k)) for k, p in zip(node.keys, node.patterns, strict=True)])
    if isinstance(node, ast.MatchClass):
        return read.instance(node)
    raise ctx.refuse("SD201", "this pattern is not in the language", "use `if` and `elif`", node)


class Pattern:
    """Writes what a pattern asks of its subject, and what it names, as expressions and statements at its place."""

    def __init__(self, ctx: Lowerer, node: ast.pattern, subject: ast.expr) -> None:
        self.ctx, self.node, self.subject = ctx, node, subject

    def at(self, made: Any) -> Any:
        """A node at the place of the pattern."""
        return ast.copy_location(made, self.node)

    def literal(self, value: Any) -> Any:
        return self.at(ast.Constant(value))

    def from_end(self, k: int) -> Any:
        return self.at(ast.UnaryOp(ast.USub(), self.literal(k)))

    def name(self, of: str) -> Any:
        return self.at(ast.Name(of, ast.Load()))

    def asked(self, fn: str, *args: ast.expr) -> Any:
        """A call of one of our own functions with the subject."""
        return self.at(ast.Call(self.name(fn), [self.subject, *args], []))

    def bound(self, to: str, value: ast.expr) -> ast.stmt:
        """The assignment of a name."""
        return self.at(ast.Assign([self.at(ast.Name(to, ast.Store()))], value))  # type: ignore[no-any-return]

    def item(self, position: ast.expr) -> Any:
        """An item of the subject."""
        return self.at(ast.Subscript(self.subject, position, ast.Load()))

    def all_of(self, tests: list[ast.expr], parts: list[tuple[ast.pattern, ast.expr]]) -> Read:
        """Conditions, and those of the patterns of parts."""
        found = [pattern(self.ctx, p, part) for p, part in parts]
        return [*tests, *(t for own, _ in found for t in own)], [b for _, own in found for b in own]

    def alternatives(self, nodes: list[ast.pattern]) -> Read:
        """``p | q``."""
        ways = [pattern(self.ctx, p, self.subject) for p in nodes]
        if any(bindings or not tests for tests, bindings in ways):
            what = "alternatives that bind names are not in the language"
            raise self.ctx.refuse("SD201", what, "write a case for each", self.node)
        joined = [tests[0] if len(tests) == 1 else self.at(ast.BoolOp(ast.And(), tests)) for tests, _ in ways]
        return [self.at(ast.BoolOp(ast.Or(), joined))], []

    def sequence(self, nodes: list[ast.pattern]) -> Read:
        """``[p, q]``, with a star or without; what stands behind a star is counted from the end."""
        stars = [k for k, p in enumerate(nodes) if isinstance(p, ast.MatchStar)]
        count = len(nodes)
        compare: ast.cmpop = ast.GtE() if stars else ast.Eq()
        length = self.at(ast.Compare(self.asked("%len"), [compare], [self.literal(count - len(stars))]))
        parts: list[tuple[ast.pattern, ast.expr]] = []
        taken: list[ast.stmt] = []
        for k, part in enumerate(nodes):
            late = bool(stars) and k > stars[0]
            if not isinstance(part, ast.MatchStar):
                parts.append((part, self.item(self.from_end(count - k) if late else self.literal(k))))
            elif part.name is not None:
                after = count - k - 1
                middle = self.item(self.at(ast.Slice(self.literal(k), self.from_end(after) if after else None, None)))
                taken.append(self.bound(part.name, self.at(ast.Call(self.name("%list"), [middle], []))))
        tests, bindings = self.all_of([self.asked("%isinstance", self.name("%sequence")), length], parts)
        return tests, [*bindings, *taken]

    def instance(self, node: ast.MatchClass) -> Read:
        """``Class(p, name=q)``."""
        cls = self.ctx.expr(node.cls)
        own = cls.external.value if isinstance(cls, Lib) else None
        if not isinstance(own, type):
            raise self.ctx.refuse("SD201", "the class of this pattern is not known", "use isinstance()", node)
        names = [*getattr(own, "__match_args__", ())[: len(node.patterns)], *node.kwd_attrs]
        attrs: list[tuple[ast.pattern, ast.expr]]
        if own in ITSELF and node.patterns:
            attrs, names = [(node.patterns[0], self.subject)], []
        else:
            attrs = [
                (p, self.at(ast.Attribute(self.subject, n, ast.Load())))
                for n, p in zip(names, [*node.patterns, *node.kwd_patterns], strict=True)
            ]
        there = [self.asked("%hasattr", self.literal(n)) for n in names]
        return self.all_of([self.asked("%isinstance", node.cls), *there], attrs)


