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


def pattern(ctx: Lowerer, node: ast.pattern, subject: ast.expr) -> tuple[list[ast.expr], list[ast.stmt]]:
    """The conditions that all hold where a pattern matches, in order, and the assignments of what it names."""

    def at(made: Any) -> Any:
        return ast.copy_location(made, node)

    def name(of: str) -> Any:
        return at(ast.Name(of, ast.Load()))

    def asked(fn: str, *args: ast.expr) -> Any:
        return at(ast.Call(name(fn), [subject, *args], []))

    def bound(to: str, value: ast.expr) -> ast.stmt:
        return at(ast.Assign([at(ast.Name(to, ast.Store()))], value))  # type: ignore[no-any-return]

    def item(position: ast.expr) -> Any:
        return at(ast.Subscript(subject, position, ast.Load()))

    def all_of(tests: list[ast.expr], parts: list[tuple[ast.pattern, ast.expr]]) -> Any:
        found = [pattern(ctx, p, part) for p, part in parts]
        return [*tests, *(t for own, _ in found for t in own)], [b for _, own in found for b in own]

    if isinstance(node, ast.MatchValue):
        return [at(ast.Compare(subject, [ast.Eq()], [node.value]))], []
    if isinstance(node, ast.MatchSingleton):
        return [at(ast.Compare(subject, [ast.Is()], [at(ast.Constant(node.value))]))], []
    if isinstance(node, ast.MatchOr):
        ways = [pattern(ctx, p, subject) for p in node.patterns]
        if any(bindings or not tests for tests, bindings in ways):
            raise ctx.refuse("SD201", "alternatives that bind names are not in the language", "write a case for each", node)
        joined = [tests[0] if len(tests) == 1 else at(ast.BoolOp(ast.And(), tests)) for tests, _ in ways]
        return [at(ast.BoolOp(ast.Or(), joined))], []
    if isinstance(node, ast.MatchAs):
        tests, bindings = pattern(ctx, node.pattern, subject) if node.pattern is not None else ([], [])
        return tests, bindings if node.name is None else [*bindings, bound(node.name, subject)]
    if isinstance(node, ast.MatchSequence):
        stars = [k for k, p in enumerate(node.patterns) if isinstance(p, ast.MatchStar)]
        count, least = len(node.patterns), len(node.patterns) - len(stars)
        compare: ast.cmpop = ast.GtE() if stars else ast.Eq()
        length = at(ast.Compare(asked("%len"), [compare], [at(ast.Constant(least))]))
        parts: list[tuple[ast.pattern, ast.expr]] = []
        taken: list[ast.stmt] = []
        for k, part in enumerate(node.patterns):
            late = bool(stars) and k > stars[0]
            place = at(ast.UnaryOp(ast.USub(), at(ast.Constant(count - k)))) if late else at(ast.Constant(k))
            if not isinstance(part, ast.MatchStar):
                parts.append((part, item(place)))
            elif part.name is not None:
                after = count - k - 1
                end = at(ast.UnaryOp(ast.USub(), at(ast.Constant(after)))) if after else None
                middle = item(at(ast.Slice(at(ast.Constant(k)), end, None)))
                taken.append(bound(part.name, at(ast.Call(name("%list"), [middle], []))))
        tests, bindings = all_of([asked("%isinstance", name("%sequence")), length], parts)
        return tests, [*bindings, *taken]
    if isinstance(node, ast.MatchMapping) and node.rest is None:
        known: list[ast.expr] = [asked("%isinstance", name("%dict"))]
        known += [at(ast.Compare(k, [ast.In()], [subject])) for k in node.keys]
        return all_of(known, [(p, item(k)) for k, p in zip(node.keys, node.patterns, strict=True)])  # type: ignore[no-any-return]
    if isinstance(node, ast.MatchClass):
        cls = ctx.expr(node.cls)
        own = cls.external.value if isinstance(cls, Lib) else None
        if not isinstance(own, type):
            raise ctx.refuse("SD201", "the class of this pattern is not known", "use isinstance()", node)
        names = [*getattr(own, "__match_args__", ())[: len(node.patterns)], *node.kwd_attrs]
        attrs: list[tuple[ast.pattern, ast.expr]]
        if own in ITSELF and node.patterns:
            attrs, names = [(node.patterns[0], subject)], []
        else:
            attrs = [
                (p, at(ast.Attribute(subject, n, ast.Load())))
                for n, p in zip(names, [*node.patterns, *node.kwd_patterns], strict=True)
            ]
        there = [asked("%hasattr", at(ast.Constant(n))) for n in names]
        return all_of([asked("%isinstance", node.cls), *there], attrs)  # type: ignore[no-any-return]
    raise ctx.refuse("SD201", "this pattern is not in the language", "use `if` and `elif`", node)


