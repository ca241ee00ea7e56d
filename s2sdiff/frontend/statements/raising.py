"""Assertions, and exceptions that are raised."""

from __future__ import annotations

import ast

from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.values import Lib
from s2sdiff.graph import Atom, Const, Effect, Op
from s2sdiff.kinds import ANY


@statement(ast.Assert)
def assert_(ctx: Lowerer, node: ast.Assert) -> None:
    truth = truth_of(ctx, ctx.expr(node.test))
    if isinstance(truth, Const) and truth.value:
        return
    message = [atom_of(ctx, ctx.expr(node.msg))] if node.msg is not None else []
    ctx.out.append(Effect("assert", Op("assert", "assert"), (truth, *message), ctx.place()))


@statement(ast.Raise)
def raise_(ctx: Lowerer, node: ast.Raise) -> None:
    raised, cause = raised_template(ctx, node.exc), raised_template(ctx, node.cause)
    holes = (*raised[1], *cause[1])
    template = ast.Raise(raised[0], shift(cause[0], len(raised[1])))
    ctx.out.append(Effect("raise", Op("template", "raise", template), holes, ctx.place()))
    ctx.env.dead = True


def shift(node: ast.expr | None, by: int) -> ast.expr | None:
    """A template whose holes are numbered from `by` on."""
    if node is not None and by:
        for n in ast.walk(node):
            if isinstance(n, ast.Name) and n.id.startswith("_") and n.id[1:].isdigit():
                n.id = f"_{int(n.id[1:]) + by}"
    return node


def raised_template(ctx: Lowerer, node: ast.expr | None) -> tuple[ast.expr | None, list[Atom]]:
    """An exception as a template: its class by name, its arguments as holes."""
    if node is None:
        return None, []
    holes: list[Atom] = []

    def hole(arg: ast.expr) -> ast.expr:
        value = ctx.expr(arg)
        if isinstance(value, Const):
            return ast.Constant(value.value)
        holes.append(atom_of(ctx, value))
        return ast.Name(f"_{len(holes) - 1}", ast.Load())

    target = node.func if isinstance(node, ast.Call) else node
    fn = ctx.expr(target)
    if not isinstance(fn, Lib):
        return hole(node) if not isinstance(node, ast.Call) else _refuse_raise(ctx), holes
    holes.append(ctx.let(Op("global", fn.external.name, fn.external), (), ANY))
    name: ast.expr = ast.Name("_0", ast.Load())
    if isinstance(node, ast.Call):
        if any(k.arg is None for k in node.keywords) or any(isinstance(a, ast.Starred) for a in node.args):
            _refuse_raise(ctx)
        name = ast.Call(
            name, [hole(a) for a in node.args], [ast.keyword(k.arg, hole(k.value)) for k in node.keywords]
        )
    return name, holes


def _refuse_raise(ctx: Lowerer) -> ast.expr:
    raise ctx.refuse(
        "SD201", "this form of `raise` is not in the language", "raise a class of exception with arguments"
    )
