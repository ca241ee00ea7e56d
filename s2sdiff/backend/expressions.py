"""From operations to Python expressions."""

from __future__ import annotations

import ast
import copy
import math
from typing import Any

from s2sdiff.backend import functions
from s2sdiff.backend.fold import junction
from s2sdiff.backend.imports import Imports
from s2sdiff.backend.structures import Structures, name, part_of
from s2sdiff.graph import UNDEFINED, Atom, Const, External, If, Let, Op, Var
from s2sdiff.kinds import DictOf, Kind, ListOf, Maybe, TupleOf, item_kind, strip

BINARY: dict[str, ast.operator] = {
    "add": ast.Add(), "sub": ast.Sub(), "mul": ast.Mult(), "div": ast.Div(), "floordiv": ast.FloorDiv(),
    "mod": ast.Mod(), "pow": ast.Pow(), "and_": ast.BitAnd(), "or_": ast.BitOr(), "xor": ast.BitXor(),
    "lshift": ast.LShift(), "rshift": ast.RShift(), "matmul": ast.MatMult(),
}  # fmt: skip
UNARY: dict[str, ast.unaryop] = {
    "neg": ast.USub(), "pos": ast.UAdd(), "not": ast.Not(), "invert": ast.Invert(),
}  # fmt: skip
COMPARE: dict[str, ast.cmpop] = {
    "lt": ast.Lt(), "le": ast.LtE(), "gt": ast.Gt(), "ge": ast.GtE(), "eq": ast.Eq(), "ne": ast.NotEq(),
    "is": ast.Is(), "isnot": ast.IsNot(), "in": ast.In(), "notin": ast.NotIn(),
}  # fmt: skip
LOAD = ast.Load()


def literal(value: Any, imports: Imports) -> ast.expr:
    """A literal; a negative number is a minus before a positive one, inf and nan come from math."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return ast.Constant(value)
    if isinstance(value, complex):
        if value.real == 0 and (value.imag < 0 or math.copysign(1.0, value.real) > 0):
            imaginary: ast.expr = ast.Constant(complex(0, abs(value.imag)))
            return ast.UnaryOp(ast.USub(), imaginary) if value.imag < 0 else imaginary
        return ast.BinOp(literal(value.real, imports), ast.Add(), literal(complex(0, value.imag), imports))
    number = float(value) if isinstance(value, float) else int(value)
    if number != number:
        return Imports.attribute(imports.module("math"), "nan")
    negative = number < 0 or (number == 0 and math.copysign(1.0, number) < 0)
    size = abs(number)
    positive: ast.expr = (
        Imports.attribute(imports.module("math"), "inf") if size == math.inf else ast.Constant(size)
    )
    return ast.UnaryOp(ast.USub(), positive) if negative else positive


class Expressions(Structures):
    """Writes expressions, given the names of variables and what is folded."""

    def __init__(self, names: dict[Var, str], folded: dict[Var, Let | If], imports: Imports) -> None:
        super().__init__(imports)
        self.names, self.folded = names, folded

    def atom(self, a: Atom) -> ast.expr:
        """A variable, by name or as the expression that is folded in its place; or a literal."""
        if isinstance(a, Const):
            return literal(None if a is UNDEFINED else a.value, self.imports)
        inner = None if a in self.names else self.folded.get(a)
        if inner is not None:
            return (
                self.select(inner)
                if isinstance(inner, If)
                else self.operation(inner.op, inner.args, inner.target.kind)
            )
        return name(self.names[a])

    def select(self, s: If) -> ast.expr:
        """A branch as an expression: ``and``, ``or`` or a conditional expression."""
        then, orelse = s.merges[0].values
        cond = self.atom(s.cond)
        how = junction(s)
        if how == "and":
            return self.junction(ast.And(), cond, self.atom(then))
        if how == "or":
            return self.junction(ast.Or(), cond, self.atom(orelse))
        return ast.IfExp(cond, self.atom(then), self.atom(orelse))

    @staticmethod
    def junction(op: ast.boolop, a: ast.expr, b: ast.expr) -> ast.expr:
        """``a op b``, flat where it can be."""
        flat = [e.values if isinstance(e, ast.BoolOp) and type(e.op) is type(op) else [e] for e in (a, b)]
        return ast.BoolOp(op, [*flat[0], *flat[1]])

    def negation(self, a: Atom) -> ast.expr:
        """``not a``, with a comparison turned round where that is the same."""
        e = self.atom(a)
        if isinstance(e, ast.UnaryOp) and isinstance(e.op, ast.Not):
            return e.operand
        if isinstance(e, ast.Compare) and isinstance(e.ops[-1], ast.In) and len(e.ops) == 1:
            return ast.Compare(e.left, [ast.NotIn()], e.comparators)
        return ast.UnaryOp(ast.Not(), e)

    def operation(self, op: Op, args: tuple[Atom, ...], kind: Kind) -> ast.expr:
        """An operation on atoms."""
        form = op.form
        if form == "kept":
            form = "method" if op.payload is None else "call"
        if form == "binary":
            return ast.BinOp(self.atom(args[0]), BINARY[op.name], self.atom(args[1]))
        if form == "unary":
            if op.name == "not":
                return self.negation(args[0])
            return ast.UnaryOp(UNARY[op.name], self.atom(args[0]))
        if form == "compare":
            return ast.Compare(self.atom(args[0]), [COMPARE[op.name]], [self.atom(args[1])])
        if form == "item":
            return self.item(op.name, args, op.payload if op.name == "index" else None)
        if form == "call":
            split = len(args) - len(op.keywords)
            keywords = [ast.keyword(k, self.atom(a)) for k, a in zip(op.keywords, args[split:], strict=True)]
            return ast.Call(
                self.imports.expression(op.payload), [self.atom(a) for a in args[:split]], keywords
            )
        if form == "method":
            split = len(args) - len(op.keywords)
            keywords = [ast.keyword(k, self.atom(a)) for k, a in zip(op.keywords, args[split:], strict=True)]
            return ast.Call(
                ast.Attribute(self.atom(args[0]), op.name, ast.Load()),
                [self.atom(a) for a in args[1:split]],
                keywords,
            )
        if form == "attr":
            return ast.Attribute(self.atom(args[0]), op.name, ast.Load())
        if form == "global":
            return self.imports.expression(op.payload)
        if form in ("lambda", "solver", "implicit"):
            return functions.expression(self, op, args)
        if form == "part":
            call = ast.Call(self.imports.expression(op.payload), [self.atom(args[0])], [])
            return ast.Subscript(call, self.atom(args[1]), ast.Load())
        return self.built(op, args, kind)

    def built(self, op: Op, args: tuple[Atom, ...], kind: Kind) -> ast.expr:
        """Operations that build something."""
        form = op.form
        if form == "tuple":
            return self.tuple_of([self.atom(a) for a in args], op.payload, op.keywords)
        if form == "list":
            return ast.List([self.atom(a) for a in args], ast.Load())
        if form == "dict":
            return ast.Dict(
                [literal(k, self.imports) for k in op.payload or ()], [self.atom(a) for a in args]
            )
        if form == "copy":
            return self.copied(self.atom(args[0]), kind)
        if form == "zeros":
            return self.zeros(self.atom(args[0]), like_records(kind, args[0].kind) if isinstance(args[0], Var) else kind)
        if form == "added":
            return self.added(self.atom(args[0]), self.atom(args[1]), kind)
        if form == "order":
            key = ast.Lambda(
                ast.arguments([], [ast.arg("k")], None, [], [], None, []),
                ast.Subscript(self.atom(args[1]), name("k"), ast.Load()),
            )
            keywords = [
                ast.keyword("key", key),
                *(ast.keyword(k, self.atom(a)) for k, a in zip(op.keywords, args[2:], strict=True)),
            ]
            return ast.Call(name("sorted"), [self.atom(args[0])], keywords)
        if form == "template":
            filled: ast.expr = self.template(op.payload, args)
            return filled
        if form == "cast":
            dtype = Imports.attribute(self.imports.module("numpy"), op.name if op.name != "bool" else "bool_")
            return ast.Call(ast.Attribute(self.atom(args[0]), "astype", ast.Load()), [dtype], [])
        if form == "sub":
            return ast.Call(name(op.name), [self.atom(a) for a in args], [])
        raise AssertionError(form)

    def tuple_of(self, items: list[ast.expr], cls: External | None, fields: tuple[str, ...]) -> ast.expr:
        """A tuple, or an instance of a record class."""
        if cls is None:
            return ast.Tuple(items, ast.Load())
        return ast.Call(
            self.imports.expression(cls), [], [ast.keyword(f, i) for f, i in zip(fields, items, strict=True)]
        )

    def item(self, how: str, args: tuple[Atom, ...], spec: Any = None) -> ast.expr:
        """``a[i]``, ``a[i][j]`` or ``a[i:j:k]``; a reversed range is written as a range."""
        if spec is not None:
            return self.subscripted(self.atom(args[0]), spec, args[1:])
        if how == "slice":
            lower, upper, step = args[1:4]
            base = self.atom(args[0])
            if (
                isinstance(step, Const)
                and step.value == -1
                and isinstance(lower, Const)
                and isinstance(upper, Const)
            ):
                turned = reversed_range(base) if lower.value is None and upper.value is None else None
                if turned is not None:
                    return turned
            parts = [
                None if isinstance(p, Const) and p.value is None else self.atom(p)
                for p in (lower, upper, step)
            ]
            return ast.Subscript(base, ast.Slice(*parts), ast.Load())
        node = self.atom(args[0])
        kind = strip(args[0].kind) if isinstance(args[0], Var) else None
        for k in args[1:]:
            node = part_of(node, kind, self.atom(k))
            kind = strip(item_kind(kind, k)) if kind is not None else None
        return node

    def subscripted(self, node: ast.expr, spec: Any, atoms: tuple[Atom, ...]) -> ast.expr:
        """``node[...][...]``, given the form of each subscript and the atoms in them, in order."""
        rest = iter(atoms)
        for step in spec:
            if step and step[0][0] == "t":
                node = transposed(node, step[0][1:])
                continue
            if step and step[0][0] == "w":
                lengths = [self.atom(next(rest)) for _ in range(int(step[0][1:]))]
                node = ast.Call(ast.Attribute(node, "reshape", ast.Load()), lengths, [])
                continue
            parts: list[ast.expr] = []
            for code in step:
                if code == "s":
                    bounds = [next(rest) for _ in range(3)]
                    parts.append(
                        ast.Slice(
                            *[
                                None if isinstance(b, Const) and b.value is None else self.atom(b)
                                for b in bounds
                            ]
                        )
                    )
                elif code == "e":
                    parts.append(ast.Constant(...))
                elif code == "n":
                    parts.append(Imports.attribute(self.imports.module("numpy"), "newaxis"))
                else:
                    parts.append(self.atom(next(rest)))
            index = parts[0] if len(parts) == 1 else ast.Tuple(parts, ast.Load())
            node = ast.Subscript(node, index, ast.Load())
        return node

    def template(self, node: ast.AST, args: tuple[Atom, ...]) -> Any:
        """An expression with its holes filled."""
        outer = self

        class Fill(ast.NodeTransformer):
            def visit_Name(self, n: ast.Name) -> ast.expr:
                if n.id.startswith("_") and n.id[1:].isdigit():
                    return outer.atom(args[int(n.id[1:])])
                return n

        return Fill().visit(copy.deepcopy(node))


def like_records(kind: Kind | None, primal: Kind) -> Kind | None:
    """The kind of a cotangent, whose tuples stand for records where the primal's kind says so."""
    primal = strip(primal)
    if isinstance(kind, Maybe):
        return Maybe(like_records(kind.inner, primal) or kind.inner)
    if isinstance(kind, TupleOf) and isinstance(primal, TupleOf) and len(kind.items) == len(primal.items):
        items = tuple(like_records(a, b) or a for a, b in zip(kind.items, primal.items, strict=True))
        return TupleOf(items, primal.cls, primal.fields)
    if isinstance(kind, ListOf) and isinstance(primal, ListOf) and primal.item is not None:
        return ListOf(like_records(kind.item, primal.item))
    if isinstance(kind, DictOf) and isinstance(primal, DictOf) and primal.item is not None:
        return DictOf(like_records(kind.item, primal.item), kind.keys)
    return kind


def reversed_range(e: ast.expr) -> ast.expr | None:
    """``range(...)`` turned round, where that is again a range with plain bounds."""
    if not (isinstance(e, ast.Call) and isinstance(e.func, ast.Name) and e.func.id == "range"):
        return None
    minus_one = ast.UnaryOp(ast.USub(), ast.Constant(1))
    if len(e.args) == 1:
        return ast.Call(e.func, [shifted(e.args[0], -1), minus_one, minus_one], [])
    if len(e.args) == 2:
        return ast.Call(e.func, [shifted(e.args[1], -1), shifted(e.args[0], -1), minus_one], [])
    step = e.args[2]
    if isinstance(step, ast.UnaryOp) and isinstance(step.operand, ast.Constant) and step.operand.value == 1:
        return ast.Call(e.func, [shifted(e.args[1], 1), shifted(e.args[0], 1)], [])
    return None


def shifted(e: ast.expr, by: int) -> ast.expr:
    """``e + by``, simplified where `e` is a literal or such a sum."""
    if isinstance(e, ast.Constant) and type(e.value) is int:
        value = e.value + by
        return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)
    if isinstance(e, ast.UnaryOp) and isinstance(e.op, ast.USub) and isinstance(e.operand, ast.Constant):
        return shifted(ast.Constant(-e.operand.value), by) if type(e.operand.value) is int else e
    if (
        isinstance(e, ast.BinOp)
        and isinstance(e.right, ast.Constant)
        and type(e.right.value) is int
        and isinstance(e.op, ast.Add | ast.Sub)
    ):
        value = (e.right.value if isinstance(e.op, ast.Add) else -e.right.value) + by
        if value == 0:
            return e.left
        return ast.BinOp(e.left, ast.Add() if value > 0 else ast.Sub(), ast.Constant(abs(value)))
    return ast.BinOp(e, ast.Add() if by > 0 else ast.Sub(), ast.Constant(abs(by)))


def transposed(node: ast.expr, order: str) -> ast.expr:
    """``node`` with its axes in another order, a digit each."""
    if order == "".join(sorted(order, reverse=True)):
        return ast.Attribute(node, "T", ast.Load())
    return ast.Call(ast.Attribute(node, "transpose", ast.Load()), [ast.Constant(int(k)) for k in order], [])
