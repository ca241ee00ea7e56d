"""A ``try`` taken apart: each step that may fail is tried by itself, and the rest is done if none has failed.

    try:                            failed = False
        a = f(x)                    try:
        b = g(a)                        a = f(x)
    except ValueError:      ->      except ValueError:
        b = a                           failed = True
                                    if not failed:
                                        try:
                                            b = g(a)
                                        except ValueError:
                                            failed = True
                                    if failed:
                                        b = a

So what a step that fails leaves behind is what was there before it, and the handlers are outside of any ``try``.
"""

from __future__ import annotations

import ast
import copy
import functools
from collections.abc import Sequence

_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Assert, ast.Delete, ast.Raise, ast.Try, ast.Match)
_JUMPS = (ast.Break, ast.Continue)
_HARMLESS = (ast.Pass, ast.FunctionDef, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)
_CANNOT_FAIL = (ast.Add, ast.Sub, ast.Mult)
_NUMERIC = {"ZeroDivisionError", "ValueError", "OverflowError", "ArithmeticError", "FloatingPointError", "IndexError",
            "KeyError", "LookupError", "RuntimeError"}  # fmt: skip
_COUNTING = {"range", "enumerate", "zip", "reversed", "len"}


class Unfit(Exception):
    """A statement that cannot be taken apart."""


def is_step(node: ast.stmt) -> bool:
    """Whether a statement binds names and changes containers as the last thing that it does."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr):
        return not any(isinstance(n, ast.NamedExpr) for n in ast.walk(node))
    return isinstance(node, ast.Return) or is_tried_step(node)


def is_tried_step(node: ast.stmt) -> bool:
    """Whether a statement is a ``try`` around one step that does no more than note that it failed."""
    if not isinstance(node, ast.Try) or len(node.body) > 1 or node.orelse or node.finalbody:
        return False
    noted = [s.value for h in node.handlers for s in h.body if isinstance(s, ast.Assign)]
    return (
        is_step(node.body[0])
        and len(noted) == sum(len(h.body) for h in node.handlers)
        and all(isinstance(v, ast.Constant | ast.Name) for v in noted)
    )


def is_one_step(node: ast.Try) -> bool:
    """Whether there is nothing in a ``try`` to take apart."""
    if len(node.body) > 1 or node.orelse:
        return False
    (only,) = node.body
    if isinstance(only, ast.Try):
        return bool(only.finalbody) or is_tried_step(only)
    return not isinstance(only, ast.If | ast.For | ast.While | ast.With)


def targets_of(nodes: Sequence[ast.stmt]) -> set[str]:
    """The names that statements bind."""
    return {n.id for s in nodes for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


@functools.lru_cache(maxsize=256)
def staged(node: ast.Try) -> list[ast.stmt] | None:
    """Statements that do what a ``try`` without ``finally`` does, or None where it cannot be taken apart."""
    try:
        made = _Stages(node).whole()
    except Unfit:
        return None
    for n in made:
        for inner in ast.walk(n):
            if not hasattr(inner, "lineno"):
                ast.copy_location(inner, node)
    return made


class _Stages:
    def __init__(self, node: ast.Try) -> None:
        self.node = node
        self.mark = f"#{node.lineno}_{node.col_offset}"
        self.several = len(node.handlers) > 1
        names = [n for h in node.handlers for n in ([None] if h.type is None else _names(h.type))]
        self.arithmetic = all(n in _NUMERIC for n in names)
        self.reraised = [
            h.name is not None or any(isinstance(n, ast.Raise) and n.exc is None for s in h.body for n in ast.walk(s))
            for h in node.handlers
        ]
        self.count = 0

    def name(self, kind: str, store: bool = False) -> ast.Name:
        """A name of ours."""
        return ast.Name(f"%{kind}{self.mark}", ast.Store() if store else ast.Load())

    def set(self, kind: str, value: ast.expr) -> ast.stmt:
        """Give a name of ours a value."""
        return ast.Assign([self.name(kind, True)], value)

    def ok(self) -> ast.expr:
        """The condition that nothing has failed yet."""
        return ast.UnaryOp(ast.Not(), self.name("failed"))

    def whole(self) -> list[ast.stmt]:
        """The steps of the body, then the handler of what has failed, or what is done if nothing has."""
        start: list[ast.stmt] = [self.set("failed", ast.Constant(0 if self.several else False))]
        if any(self.reraised):
            start.append(self.set("error", ast.Constant(None)))
        body, _ = self.steps(self.node.body)
        last = list(self.node.orelse)
        for k, h in reversed(list(enumerate(self.node.handlers))):
            test = (
                ast.Compare(self.name("failed"), [ast.Eq()], [ast.Constant(k + 1)]) if self.several else self.name("failed")
            )
            last = [ast.If(test, self.handler(h), last)]
        return [*start, *body, *last]

    def handler(self, h: ast.ExceptHandler) -> list[ast.stmt]:
        """The statements of a handler, which raise the exception again where they raise none of their own."""
        bind: list[ast.stmt] = []
        if h.name is not None:
            bind.append(ast.Assign([ast.Name(h.name, ast.Store())], self.name("error")))
        if not any(isinstance(n, ast.Raise) and n.exc is None for s in h.body for n in ast.walk(s)):
            return [*bind, *h.body]
        again = copy.deepcopy(h.body)
        for s in again:
            for n in ast.walk(s):
                if isinstance(n, ast.Raise) and n.exc is None:
                    n.exc = ast.copy_location(self.name("error"), n)
        return [*bind, *again]

    def tried(self, step: ast.stmt) -> ast.stmt:
        """One step by itself."""
        handlers = []
        for k, h in enumerate(self.node.handlers):
            note = [self.set("failed", ast.Constant(k + 1 if self.several else True))]
            if self.reraised[k]:
                note.append(self.set("error", ast.Name("%caught", ast.Load())))
            handlers.append(ast.ExceptHandler(h.type, "%caught" if self.reraised[k] else None, note))
        return ast.Try([step], handlers, [], [])

    def steps(self, nodes: Sequence[ast.stmt]) -> tuple[list[ast.stmt], bool]:
        """Statements one after another, and whether one of them may fail."""
        made: list[ast.stmt] = []
        for k, node in enumerate(nodes):
            step, fails = self.step(node)
            made += step
            if fails:
                rest, _ = self.steps(nodes[k + 1 :])
                if rest:
                    made.append(ast.If(self.ok(), rest, []))
                return made, True
        return made, False

    def step(self, node: ast.stmt) -> tuple[list[ast.stmt], bool]:
        """One statement, and whether it may fail."""
        if isinstance(node, (*_JUMPS, *_HARMLESS)):
            return [node], False
        if isinstance(node, ast.Return):
            if node.value is None or self.safe(node.value):
                return [node], False
            first, value = self.apart(node.value)
            return [first, ast.If(self.ok(), [ast.copy_location(ast.Return(value), node)], [])], True
        if isinstance(node, ast.If):
            body, one = self.steps(node.body)
            orelse, other = self.steps(node.orelse)
            if self.safe(node.test):
                return [ast.copy_location(ast.If(node.test, body, orelse), node)], one or other
            first, test = self.apart(node.test)
            return [first, ast.If(self.ok(), [ast.copy_location(ast.If(test, body, orelse), node)], [])], True
        if isinstance(node, ast.For | ast.While):
            return self.loop(node)
        if isinstance(node, ast.With):
            body, fails = self.steps(node.body)
            return [ast.copy_location(ast.With(node.items, body), node)], fails
        if isinstance(node, ast.Try) and not node.finalbody and not is_tried_step(node):
            return self.steps(_Stages(node).whole())
        if not isinstance(node, _SIMPLE):
            raise Unfit
        if isinstance(node, ast.Assign):
            safe = all(isinstance(t, ast.Name) for t in node.targets) and self.safe(node.value)
        else:
            safe = isinstance(node, ast.AugAssign) and self.safe(ast.BinOp(node.target, node.op, node.value))
        return ([node], False) if safe else ([self.tried(node)], True)

    def loop(self, node: ast.For | ast.While) -> tuple[list[ast.stmt], bool]:
        """A loop, which is left once a step of it has failed."""
        body, fails = self.steps(node.body)
        orelse, late = self.steps(node.orelse)
        leave = [ast.If(self.name("failed"), [ast.Break()], [])] if fails else []
        if isinstance(node, ast.For):
            if not self.safe(node.iter):
                raise Unfit
            return [ast.copy_location(ast.For(node.target, node.iter, [*body, *leave], orelse), node)], fails or late
        if self.safe(node.test):
            return [ast.copy_location(ast.While(node.test, [*body, *leave], orelse), node)], fails or late
        if orelse:
            raise Unfit
        first, test = self.apart(node.test)
        head = [first, ast.If(self.name("failed"), [ast.Break()], []), ast.If(ast.UnaryOp(ast.Not(), test), [ast.Break()], [])]
        return [ast.copy_location(ast.While(ast.Constant(True), [*head, *body, *leave], []), node)], True

    def apart(self, value: ast.expr) -> tuple[ast.stmt, ast.expr]:
        """A step that computes a value, and what stands for it."""
        self.count += 1
        kind = f"value{self.count}"
        return self.tried(ast.copy_location(self.set(kind, value), value)), self.name(kind)

    def safe(self, node: ast.expr) -> bool:
        """Whether an expression of numbers raises nothing that is caught here."""
        if isinstance(node, ast.Constant | ast.Name):
            return True
        if isinstance(node, ast.Tuple | ast.List):
            return all(map(self.safe, node.elts))
        if isinstance(node, ast.UnaryOp):
            return self.safe(node.operand)
        if isinstance(node, ast.BoolOp):
            return all(map(self.safe, node.values))
        if isinstance(node, ast.Compare):
            return all(map(self.safe, (node.left, *node.comparators)))
        if isinstance(node, ast.BinOp):
            return self.arithmetic and isinstance(node.op, _CANNOT_FAIL) and self.safe(node.left) and self.safe(node.right)
        if isinstance(node, ast.Call):
            plain = isinstance(node.func, ast.Name) and node.func.id in _COUNTING and not node.keywords
            return plain and all(map(self.safe, node.args))
        return False


def _names(node: ast.expr) -> list[str | None]:
    if isinstance(node, ast.Tuple):
        return [n for e in node.elts for n in _names(e)]
    return [node.id if isinstance(node, ast.Name) else None]
