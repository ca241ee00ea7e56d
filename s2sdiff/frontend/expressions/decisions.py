"""Conditions: chained comparisons, `and`, `or`, and conditional expressions."""

from __future__ import annotations

import ast
import itertools
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.data import specials
from s2sdiff.frontend.data.shelves import as_seq
from s2sdiff.frontend.expressions.comparisons import comparison
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.held import beside
from s2sdiff.frontend.state.lowerer import Lowerer, expression
from s2sdiff.frontend.values import (
    Fleet,
    Instance,
    Known,
    Lib,
    Member,
    Method,
    ModuleRef,
    Partial,
    Perhaps,
    Seq,
    Table,
    Transform,
    UserFn,
    is_attribute,
    is_plain,
)
from s2sdiff.graph import Atom, Const, Op
from s2sdiff.kinds import BOOL, NONE, is_number, kind_of
from s2sdiff.operations import builtin_call

COMPARE = {
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne", ast.Is: "is",
    ast.IsNot: "isnot", ast.In: "in", ast.NotIn: "notin",
}  # fmt: skip


@verbs.truth_of.defined
def truth_of(ctx: Lowerer, value: Any) -> Atom:
    """The condition that a value is as a truth value; a Const where it is settled."""
    if isinstance(value, Const):
        return Const(bool(value.value))
    if isinstance(value, Fleet):
        return ctx.let(Op("compare", "gt"), (verbs.length_of_fleet(ctx, value), Const(0)), BOOL)
    if isinstance(value, Instance | Member):
        return truth_of(ctx, specials.truth(ctx, value))
    if isinstance(value, Perhaps):
        truth: Atom = ctx.branch(value.there, lambda: truth_of(ctx, value.value), lambda: Const(False))
        return truth
    value = as_seq(ctx, value)
    if isinstance(value, Seq | Table):
        return Const(bool(value.items))
    if isinstance(value, UserFn | Lib | ModuleRef | Method | Partial | Transform) and not is_attribute(value):
        return Const(True)
    if (
        isinstance(value, Known)
        and not is_number(kind_of(value.value))
        and not isinstance(value.value, list | dict | tuple | str)
    ):
        return Const(True)
    atom = atom_of(ctx, value, "this condition")
    kind = atom.kind
    if kind == NONE:
        return Const(False)
    return atom


@expression(ast.Compare)
def compare(ctx: Lowerer, node: ast.Compare) -> Any:
    second, *others = node.comparators
    left, first = beside(ctx, ctx.expr(node.left), second, ctx.expr)
    ahead = list(itertools.takewhile(lambda operand: harmless(ctx, operand), others[:-1]))
    operands = [first, *map(ctx.expr, ahead), *others[len(ahead) :]]
    return chain(ctx, left, list(zip(node.ops, operands, strict=True)))


def harmless(ctx: Lowerer, node: ast.expr) -> bool:
    """Whether an expression is arithmetic of numbers that cannot fail, so that it may be evaluated before it is needed."""
    if isinstance(node, ast.BinOp):
        safe = isinstance(node.op, ast.Add | ast.Sub | ast.Mult)
        return safe and harmless(ctx, node.left) and harmless(ctx, node.right)
    if isinstance(node, ast.Name):
        return is_plain(ctx.env.names.get((ctx.frame.id, node.id)))
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def chain(ctx: Lowerer, left: Any, links: list[tuple[ast.cmpop, Any]]) -> Any:
    """``left op a op b ...``: each operand is evaluated once, and only as far as needed; some are at hand already."""
    op, right = links[0]
    right = ctx.expr(right) if isinstance(right, ast.expr) else right
    result = comparison(ctx, COMPARE[type(op)], left, right)
    if len(links) == 1:
        return result
    if isinstance(result, Const):
        return chain(ctx, right, links[1:]) if result.value else result
    return ctx.branch(result, lambda: chain(ctx, right, links[1:]), lambda: Const(False))


@expression(ast.BoolOp)
def boolop(ctx: Lowerer, node: ast.BoolOp) -> Any:
    return junction(ctx, isinstance(node.op, ast.And), node.values)


def condition(ctx: Lowerer, node: ast.expr) -> Atom:
    """The truth of an expression of which nothing else is asked."""
    if isinstance(node, ast.BoolOp):
        return truth_of(ctx, junction(ctx, isinstance(node.op, ast.And), node.values, True))
    return truth_of(ctx, ctx.expr(node))


def junction(ctx: Lowerer, conjunction: bool, nodes: list[ast.expr], asked: bool = False) -> Any:
    """``a and b ...`` or ``a or b ...``, with the operand's value as the result, as Python has it.

    Where no more than its truth is `asked`, an operand that is neither a number nor a bool gives its own.
    """
    left = ctx.expr(nodes[0])
    truth = truth_of(ctx, left) if asked or len(nodes) > 1 else left
    if asked and not isinstance(truth, Const) and not is_number(truth.kind):
        left = truth = ctx.let(builtin_call(bool), (truth,), BOOL)
    if len(nodes) == 1:
        return left
    if isinstance(truth, Const):
        return junction(ctx, conjunction, nodes[1:], asked) if truth.value == conjunction else left
    if truth.kind == BOOL:
        left = Const(not conjunction)
    more, stop = (lambda: junction(ctx, conjunction, nodes[1:], asked)), (lambda: left)
    return ctx.branch(truth, more, stop) if conjunction else ctx.branch(truth, stop, more)


@expression(ast.IfExp)
def ifexp(ctx: Lowerer, node: ast.IfExp) -> Any:
    truth = condition(ctx, node.test)
    if isinstance(truth, Const):
        return ctx.expr(node.body if truth.value else node.orelse)
    return ctx.branch(truth, lambda: ctx.expr(node.body), lambda: ctx.expr(node.orelse))
