"""Liveness of names: which names may still be read before and after each statement of a function.

A name that nothing reads any more need not go round a loop, cannot make two values meet, and does not
count as an alias. The analysis is over syntax alone and errs to the side of calling a name live: what
is live around a loop, or in a handler, is live all through the body, and what a nested function or a
generator mentions is always live.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable
from typing import Any

from s2sdiff.frontend.text.parameters import positional
from s2sdiff.frontend.text.source import LAZY, definition_facts, nodes_in
from s2sdiff.frontend.values import UNBOUND

Names = frozenset[str]
NONE: Names = frozenset()


def _names(node: ast.AST) -> list[ast.Name]:
    """The names in syntax, those aside that a comprehension in it has for itself."""
    own: set[ast.AST] = set()
    for c in nodes_in(node):
        if isinstance(c, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            bound = _bound(g.target for g in c.generators)
            outside = set(nodes_in(c.generators[0].iter))
            own.update(n for n in nodes_in(c) if isinstance(n, ast.Name) and n.id in bound and n not in outside)
    return [n for n in nodes_in(node) if isinstance(n, ast.Name) and n not in own]


def _mentioned(nodes: Iterable[ast.AST | None]) -> Names:
    """The names that syntax reads, or that are inside something that is run later."""
    return frozenset(
        n.id for node in nodes if node is not None for n in _names(node) if not isinstance(n.ctx, ast.Store)
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


class Liveness:
    """What may still be read around the statements of a function, by their identity.

    Of a function of many statements the live names are not noted for each, only what changes.

    Attributes:
        before: the names live before a block, by its first statement.
        after: those live after a block, by its last statement, and after each compound statement.
        ended: what a simple statement mentions that nothing reads after it.
    """

    def __init__(self, node: ast.FunctionDef) -> None:
        self.before: dict[int, Names] = {}
        self.after: dict[int, Names] = {}
        self.ended: dict[int, Names] = {}
        self.always = NONE
        facts = definition_facts(node)
        if facts.closures:
            self.always = frozenset(
                n.id
                for lazy in nodes_in(node)
                if isinstance(lazy, LAZY) and lazy is not node
                for n in _names(lazy)
            )
        if "locals" in facts.names:
            self.always |= facts.names
        if "super" in facts.names:  # which reads the first argument by itself
            self.always |= frozenset(positional(node.args)[:1])
        self.block(node.body, NONE, self.always)

    def unbind(self, names: dict[tuple[int, str], Any], frame: int, node: ast.stmt, before: bool) -> None:
        """Unbind the names of a frame that nothing reads after a statement, or from it on; flags (``%``) stay."""
        live = (self.before if before else self.after).get(id(node))
        if live is not None:
            for key in names:
                if key[0] == frame and key[1] not in live and key[1][0] != "%":
                    names[key] = UNBOUND
        elif not before:
            for name in self.ended.get(id(node), ()):
                if (frame, name) in names:
                    names[frame, name] = UNBOUND

    def block(self, nodes: list[ast.stmt], out: Names, floor: Names) -> Names:
        """What is live before statements, given what is after them; `floor` is live throughout."""
        live = set(out | floor)
        for k, node in reversed(list(enumerate(nodes))):
            if k == len(nodes) - 1 or isinstance(node, _COMPOUND):
                self.after[id(node)] = frozenset(live)
            if isinstance(node, _COMPOUND):
                live = {*self.compound(node, frozenset(live), floor), *floor}
                continue
            read, bound, mentioned = simple(node)
            self.ended[id(node)] = frozenset([n for n in mentioned if n not in live])
            live -= bound - floor
            live |= read
        if nodes:
            self.before[id(nodes[0])] = frozenset(live)
        return frozenset(live)

    def compound(self, node: ast.stmt, out: Names, floor: Names) -> Names:
        """What is live before a statement that holds others, or after which nothing follows."""
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
        if isinstance(node, ast.With):  # which may leave its body early
            return _mentioned(i.context_expr for i in node.items) | self.block(node.body, out, floor | out)
        if isinstance(node, ast.Match):
            ways = frozenset[str]().union(*(self.block(c.body, out, floor) for c in node.cases))
            return out | ways | _mentioned([node.subject, *(n for c in node.cases for n in (c.guard, c.pattern))])
        return _mentioned([node])  # return and raise

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


_COMPOUND = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match, ast.Return, ast.Raise)


def simple(node: ast.stmt) -> tuple[set[str], Names, list[str]]:
    """What a simple statement reads, what it binds for certain, and all names that it mentions."""
    names = _names(node)
    bound = NONE
    if isinstance(node, ast.Assign):
        bound = _bound(node.targets)
    elif isinstance(node, ast.AnnAssign) and node.value:
        bound = _bound([node.target])
    read = {n.id for n in names if n.ctx.__class__ is not ast.Store}
    if isinstance(node, ast.AugAssign):
        read |= _bound([node.target])
    return read, bound, [n.id for n in names]


liveness = functools.lru_cache(maxsize=256)(Liveness)
