"""Texts with values in them: f-strings, put together now where all is known, and what ``%`` fills in."""

from __future__ import annotations

import ast
import contextlib
import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from s2sdiff.frontend.data.specials import text_of
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer, expression
from s2sdiff.frontend.values import Seq
from s2sdiff.graph import Atom, Const, Op
from s2sdiff.kinds import STR


@expression(ast.JoinedStr)
def fstring(ctx: Lowerer, node: ast.JoinedStr) -> Any:
    holes: list[Atom] = []

    class Fill(ast.NodeTransformer):
        def visit_FormattedValue(self, part: ast.FormattedValue) -> ast.FormattedValue:
            way = repr if part.conversion == ord("r") else str
            holes.append(atom_of(ctx, text_of(ctx, ctx.expr(part.value), way)))
            spec = self.visit(part.format_spec) if part.format_spec else None
            return ast.FormattedValue(ast.Name(f"_{len(holes) - 1}", ast.Load()), part.conversion, spec)

    filled = Fill().visit(copy.deepcopy(node))
    if all(isinstance(h, Const) for h in holes):
        return Const(formatted(node, iter([h.value for h in holes if isinstance(h, Const)])))
    return ctx.let(Op("template", "f-string", filled), tuple(holes), STR)


def filled(ctx: Lowerer, text: Atom, values: Any) -> Atom:
    """``text % values``."""
    several = isinstance(values, Seq)
    if isinstance(values, Seq):
        values = replace(values, items=tuple(text_of(ctx, v) for v in values.items))
    known = literals([text, *(values.items if several else [values])])
    if known is not None:
        with contextlib.suppress(TypeError, ValueError):  # the run says what is wrong
            return Const(known[0] % (tuple(known[1:]) if several else known[1]))
    return ctx.let(Op("binary", "mod"), (text, atom_of(ctx, text_of(ctx, values))), STR)


def literals(values: list[Any]) -> list[Any] | None:
    """What values are, where each is known for good."""
    return [v.value for v in values] if all(isinstance(v, Const) for v in values) else None


def formatted(node: ast.JoinedStr, values: Iterator[Any]) -> str:
    """The text of an f-string, given the values in it in order."""
    text = ""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            value = next(values)
            spec = formatted(part.format_spec, values) if isinstance(part.format_spec, ast.JoinedStr) else ""
            turns: dict[int, Callable[[Any], str]] = {ord("s"): str, ord("r"): repr, ord("a"): ascii}
            turn = turns.get(part.conversion)
            text += format(turn(value) if turn else value, spec)
        elif isinstance(part, ast.Constant):
            text += str(part.value)
    return text
