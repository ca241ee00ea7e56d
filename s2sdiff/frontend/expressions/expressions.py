"""How each kind of expression is lowered."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays, extent
from s2sdiff.frontend.arrays.misfits import unknown_operator
from s2sdiff.frontend.data import containers, mappings, shelves, specials, subscripts, texts
from s2sdiff.frontend.data.arraylike import as_array
from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.state import counts
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.held import beside, in_order
from s2sdiff.frontend.state.hopeless import refuse_none
from s2sdiff.frontend.state.lowerer import Lowerer, expression
from s2sdiff.frontend.state.perhaps import sure
from s2sdiff.frontend.values import (
    Instance,
    Iter,
    Known,
    Lib,
    Member,
    Ref,
    Seq,
    Shelf,
    UserFn,
    is_plain,
)
from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import (
    BOOL,
    INT,
    REAL,
    STR,
    Array,
    ListOf,
    TupleOf,
    arithmetic,
    is_number,
    plain,
    strip,
)

BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor", ast.LShift: "lshift",
    ast.RShift: "rshift", ast.MatMult: "matmul",
}  # fmt: skip
UNARY = {ast.USub: "neg", ast.UAdd: "pos", ast.Not: "not", ast.Invert: "invert"}


@expression(ast.Constant)
def constant(ctx: Lowerer, node: ast.Constant) -> Any:
    if node.value is Ellipsis or isinstance(node.value, bytes):
        raise ctx.refuse("SD201", f"the literal {node.value!r} is not in the language")
    return Const(node.value)


@expression(ast.Name)
def name(ctx: Lowerer, node: ast.Name) -> Any:
    return ctx.lookup(node.id)


@expression(ast.BinOp)
def binop(ctx: Lowerer, node: ast.BinOp) -> Any:
    op = BINARY[type(node.op)]
    left, right = in_order(ctx, (node.left, node.right))
    return binary(ctx, op, left, right)


@verbs.binary.defined
def binary(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """``left op right``."""
    left, right = (sure(ctx, v, "an operand") for v in (left, right))
    if is_plain(left) and is_plain(right):
        return of_numbers(ctx, op, left, right)
    if op == "mod" and isinstance(left, Var | Const) and plain(strip(left.kind)) == STR:
        return texts.filled(ctx, left, right)
    if isinstance(left, Instance | Member) or isinstance(right, Instance | Member) or with_method(op, left, right):
        return specials.operate(ctx, op, left, right)
    if op == "mod" and isinstance(left, Var | Const) and plain(strip(left.kind)) == STR:
        return ctx.let(Op("binary", op), (left, atom_of(ctx, right)), STR)
    if op == "matmul" and (isinstance(left, Known) or isinstance(right, Known)):
        found = verbs.multiplied(ctx, left, right)
        if found is not NotImplemented:
            return found
    refuse_none(ctx, op, left, right)
    if arrays.is_array(left, ctx) or arrays.is_array(right, ctx):
        return arrays.binary(ctx, op, as_array(ctx, left), as_array(ctx, right))
    if op == "or_" and mappings.is_dict(ctx, left) and mappings.is_dict(ctx, right):
        return mappings.merged(ctx, left, right)
    if isinstance(left, Shelf) or isinstance(right, Shelf):
        whole = binary(ctx, op, shelves.as_seq(ctx, left), shelves.as_seq(ctx, right))
        return shelves.of_list(ctx, containers.known_items(ctx, whole))
    if op == "or_" and all(isinstance(v, Lib) and isinstance(v.external.value, type) for v in (left, right)):
        return Seq((left, right))  # a union of classes, as isinstance takes it
    if isinstance(left, Seq) and isinstance(right, Seq) and op == "add":
        return Seq((*left.items, *right.items), form=left.form, origin=left.origin)
    if op == "mul" and isinstance(right, Seq) and is_plain(left):
        left, right = right, left
    times = extent.known_number(ctx, right) if op == "mul" and isinstance(left, Seq) else None
    if isinstance(times, Const) and isinstance(times.value, int):
        return Seq(left.items * times.value, form=left.form, origin=left.origin)
    if any(
        isinstance(v, Ref | Seq) or isinstance(plain(v.kind), ListOf)
        for v in (left, right)
        if isinstance(v, Ref | Seq | Var)
    ):
        return containers.list_arithmetic(ctx, op, left, right)
    a, b = atom_of(ctx, left), atom_of(ctx, right)
    ka, kb = plain(strip(a.kind)), plain(strip(b.kind))
    if isinstance(ka, TupleOf | ListOf) or isinstance(kb, TupleOf | ListOf):
        return containers.list_arithmetic(ctx, op, left, right)
    if STR in (ka, kb):
        if op == "add" and isinstance(a, Const) and isinstance(b, Const):
            return Const(a.value + b.value)
        return ctx.let(Op("binary", op), (a, b), STR)
    if not (is_number(ka) and is_number(kb)):
        raise unknown_operator(ctx, op, left, right)
    return of_numbers(ctx, op, a, b)


def with_method(op: str, left: Any, right: Any) -> bool:
    """Whether a record among two operands has a method of its own for the operator."""
    name = op.rstrip("_")
    return specials.defines(left, f"__{name}__") or specials.defines(right, f"__r{name}__")


def of_numbers(ctx: Lowerer, op: str, a: Atom, b: Atom) -> Any:
    """``a op b`` of two numbers."""
    if isinstance(a, Var) and isinstance(b, Var) and a.kind is b.kind is REAL and not ctx.whole:
        return ctx.let(Op("binary", op), (a, b), REAL)
    ka, kb = plain(strip(a.kind)), plain(strip(b.kind))
    if isinstance(a, Const) and isinstance(b, Const) and (ctx.ours or shelves.positions(ctx, a, b)):
        folded = fold(op, a.value, b.value)
        if folded is not None:
            return folded
    kind = arithmetic(op, ka, kb)
    power = op == "pow" and kind == INT and not (isinstance(b, Const) and b.value >= 0)
    found = ctx.let(Op("binary", op), (a, b), REAL if power else kind)
    if power or (kind == REAL and counts.stays_whole(ctx, op, a, b)):
        ctx.whole.add(found)
    if kind == INT and isinstance(a, Const) and isinstance(b, Const) and (folded := fold(op, a.value, b.value)):
        ctx.dims[found] = folded.value
    elif kind == INT and op in ("add", "sub") and isinstance(a, Var) and isinstance(b, Const):
        ctx.dims[found] = extent.shifted_dim(
            ctx.dims.get(a, f"v{a.id}"), b.value if op == "add" else -b.value
        )
    return found


def fold(op: str, a: Any, b: Any) -> Const | None:
    """The value of an operation on two literals, which is written as it is in the user's own text."""
    if op == "add":
        return Const(a + b)
    if op == "sub":
        return Const(a - b)
    if op == "mul":
        return Const(a * b)
    if op in ("mod", "floordiv") and isinstance(a, int) and isinstance(b, int) and b > 0:
        return Const(a % b if op == "mod" else a // b)
    return None


@expression(ast.UnaryOp)
def unary(ctx: Lowerer, node: ast.UnaryOp) -> Any:
    op = UNARY[type(node.op)]
    value = ctx.expr(node.operand)
    if op == "not":
        return specials.negated(ctx, truth_of(ctx, value))
    return of_sign(ctx, op, value)


def of_sign(ctx: Lowerer, op: str, value: Any) -> Any:
    """``-value``, ``+value`` or ``~value``."""
    if specials.defines(value, f"__{op}__"):
        return specials.special(ctx, value, f"__{op}__")
    a = atom_of(ctx, value)
    if op == "neg" and isinstance(a, Const) and isinstance(a.value, int | float | complex):
        return Const(-a.value)
    kind = plain(strip(a.kind))
    refuse_none(ctx, op, a)
    if not is_number(kind) and not isinstance(kind, Array):
        raise ctx.refuse("SD401", f"what `{op}` does with this value is not known")
    found = ctx.let(Op("unary", op), (a,), INT if kind == BOOL and a not in ctx.scalars else kind)
    known = op == "neg" and ctx.ours and isinstance(value, Known) and isinstance(value.value, float)
    return Known(found, -value.value) if known else found


@expression(ast.NamedExpr)
def walrus(ctx: Lowerer, node: ast.NamedExpr) -> Any:
    ctx.assign_name(node.target.id, ctx.expr(node.value))
    return ctx.lookup(node.target.id)


@expression(ast.Lambda)
def lambda_(ctx: Lowerer, node: ast.Lambda) -> Any:
    return nested_function(ctx, node, "<lambda>")


def nested_function(ctx: Lowerer, node: ast.FunctionDef | ast.Lambda, name: str) -> UserFn:
    """A function defined inside the one being lowered; its defaults are evaluated here."""
    frame = ctx.frame
    defaults = tuple(ctx.expr(d) for d in node.args.defaults)
    kw = {
        p.arg: ctx.expr(d)
        for p, d in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if d is not None
    }
    return UserFn(name, node, frame.fn.scope, frame.fn.filename, defaults, kw, (*frame.outer, frame.id))


#: Attributes and functions that tell of an array what no change in place can change, its elements unread.
OUTWARD = {"shape", "ndim", "size", "dtype"}
ASKING = {len, np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.empty_like}


@expression(ast.Subscript)
def subscript(ctx: Lowerer, node: ast.Subscript) -> Any:
    owner, index = beside(ctx, ctx.expr(node.value), node.slice, lambda n: index_of(ctx, n))
    return subscripts.get_item(ctx, sure(ctx, owner, "subscripted"), index)


def index_of(ctx: Lowerer, node: ast.expr) -> Any:
    """A subscript's index: a value, a Python slice of values, or a tuple of those."""
    if isinstance(node, ast.Constant) and node.value is Ellipsis:
        return Ellipsis
    if isinstance(node, ast.Tuple) and not any(isinstance(e, ast.Starred) for e in node.elts):
        parts = tuple(index_of(ctx, e) for e in node.elts)
        return parts if any(isinstance(p, slice) or p is Ellipsis for p in parts) else Seq(parts)
    if isinstance(node, ast.Slice):
        bounds = [ctx.expr(p) if p is not None else Const(None) for p in (node.lower, node.upper, node.step)]
        return slice(*[atom_of(ctx, p) for p in bounds])
    return ctx.expr(node)


@expression(ast.GeneratorExp)
def generator(ctx: Lowerer, node: ast.GeneratorExp) -> Any:
    return Iter("generator", (node, ctx.frame, ctx.expr(node.generators[0].iter)))
