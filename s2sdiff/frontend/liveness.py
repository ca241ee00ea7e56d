"""Liveness of names: which names may still be read before and after each statement of a function.

A name that nothing reads any more need not go round a loop, cannot make two values meet, and does not
count as an alias. The analysis is over syntax alone and errs to the side of calling a name live: what
is live around a loop, or in a handler, is live all through the body, and what a nested function or a
generator mentions is always live.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Mapping

Names = frozenset[str]
NONE: Names = frozenset()
_LAZY = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)


def _mentioned(nodes: Iterable[ast.AST | None]) -> Names:
    """The names that syntax reads, or that are inside something that is run later."""
    return frozenset(
        n.id
        for node in nodes
        if node is not None
        for n in ast.walk(node)
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Store)
    )


def _bound(targets: Iterable[ast.expr]) -> Names:
    """The names that targets bind for certain, those of subscripts left out."""
    found: set[str] = set()
    for target in targets:
        if isinstance(target, ast.Name):
            found.add(target.id)
        elif isinstance(target, ast.Tuple | ast.List):
            found |= _bound(target.elts)
        elif isinstance(target, ast.Starred):
            found |= _bound([target.value])
    return frozenset(found)


class _Analysis:
    """What is live around each statement, by its identity."""

    def __init__(self, node: ast.FunctionDef) -> None:
        self.around: dict[int, tuple[Names, Names]] = {}
        self.always = frozenset(
            n.id
            for lazy in ast.walk(node)
            if isinstance(lazy, _LAZY) and lazy is not node
            for n in ast.walk(lazy)
            if isinstance(n, ast.Name)
        )
        self.block(node.body, NONE, self.always)

    def block(self, nodes: list[ast.stmt], out: Names, floor: Names) -> Names:
        """What is live before statements, given what is after them; `floor` is live throughout."""
        live = out | floor
        for node in reversed(nodes):
            before = self.statement(node, live, floor) | floor
            self.around[id(node)] = before, live
            live = before
        return live

    def statement(self, node: ast.stmt, out: Names, floor: Names) -> Names:
        """What is live before a statement."""
        if isinstance(node, ast.If):
            ways = self.block(node.body, out, floor) | self.block(node.orelse, out, floor)
            return _mentioned([node.test]) | ways
        if isinstance(node, ast.For | ast.While):
            return self.loop(node, out, floor)
        if isinstance(node, ast.Try):
            last = self.block(node.finalbody, out, floor)
            caught = frozenset[str]().union(
                *(self.block(h.body, last, floor) | _mentioned([h.type]) for h in node.handlers), last
            )
            return self.block([*node.body, *node.orelse], last, floor | caught)
        if isinstance(node, ast.With):
            return _mentioned(i.context_expr for i in node.items) | self.block(node.body, out, floor)
        if isinstance(node, ast.Match):
            ways = frozenset[str]().union(*(self.block(c.body, out, floor) for c in node.cases))
            return out | ways | _mentioned([node.subject, *(n for c in node.cases for n in (c.guard, c.pattern))])
        if isinstance(node, ast.Return | ast.Raise):
            return _mentioned([node])
        if isinstance(node, ast.Assign):
            return (out - _bound(node.targets)) | _mentioned([node])
        if isinstance(node, ast.AnnAssign):
            return (out - _bound([node.target] if node.value else [])) | _mentioned([node.target, node.value])
        if isinstance(node, ast.AugAssign):
            return out | _bound([node.target]) | _mentioned([node])
        return out | _mentioned([node])

    def loop(self, node: ast.For | ast.While, out: Names, floor: Names) -> Names:
        """What is live before a loop: all of it is live on every trip too."""
        if isinstance(node, ast.For):
            header, bound = _mentioned([node.iter, node.target]), _bound([node.target])
        else:
            header, bound = _mentioned([node.test]), NONE
        head = header | out | floor | self.block(node.orelse, out, floor)
        while True:
            around = head | (self.block(node.body, head, head) - bound)
            if around == head:
                return head
            head = around


@functools.lru_cache(maxsize=256)
def liveness(node: ast.FunctionDef) -> Mapping[int, tuple[Names, Names]]:
    """The names live before and after each statement of a function, by the statement's ``id``."""
    return _Analysis(node).around
