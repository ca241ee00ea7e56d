"""Objects that are their own iterators: their ``__next__`` as the generator function that it takes the place of."""

from __future__ import annotations

import ast
import copy
import functools
from dataclasses import replace
from typing import Any

from s2sdiff.frontend.data.objects import class_of, member
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.text.source import LAZY, nodes_in
from s2sdiff.frontend.values import Instance, Member, UserFn
from s2sdiff.frontend.verbs import call

#: Statements in which a return, turned into a yield, would do something else.
LOOSE = ast.For | ast.While | ast.Try | ast.With | ast.Match


def stepped(ctx: Lowerer, iterator: Instance | Member) -> Any:
    """What an object gives one by one: an iteration over the calls of its ``__next__``."""
    step = member(ctx, iterator, class_of(iterator).__mro__, "__next__")
    if not isinstance(step, UserFn) or not isinstance(step.node, ast.FunctionDef) or not is_flat(step.node):
        what = f"what the iterator `{class_of(iterator).__name__}` gives next cannot be told"
        raise ctx.refuse("SD209", what, "write it as a generator function")
    return call(ctx, replace(step, node=as_generator(step.node)), [], {})


def is_flat(node: ast.FunctionDef) -> bool:
    """Whether a function returns, and raises StopIteration, from no loop, ``try`` or ``with``."""
    nested = [n for n in nodes_in(node, LAZY) if isinstance(n, LOOSE)]
    return not any(isinstance(n, ast.Return) or ends(n) for outer in nested for n in ast.walk(outer))


def ends(node: ast.AST) -> bool:
    """Whether a statement raises StopIteration."""
    return isinstance(node, ast.Raise) and node.exc is not None and ast.unparse(node.exc).startswith("StopIteration")


@functools.lru_cache(maxsize=256)
def as_generator(node: ast.FunctionDef) -> ast.FunctionDef:
    """A ``__next__`` as a generator function: it yields what that returns, over and over, until that raises StopIteration."""
    made = copy.deepcopy(node)
    if not isinstance(made.body[-1], ast.Return | ast.Raise):
        made.body.append(ast.copy_location(ast.Return(None), node))
    turned = [n for s in made.body for n in Turned().visit(s)]
    made.body = [ast.copy_location(ast.While(ast.Constant(True), turned, []), node)]
    for n in ast.walk(made):
        if isinstance(n, ast.expr | ast.stmt) and not hasattr(n, "lineno"):
            ast.copy_location(n, node)
    return made


class Turned(ast.NodeTransformer):
    """Statements of a ``__next__`` as those of the loop that stands for it."""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.Return):
            given = ast.Expr(ast.Yield(node.value))
            return [ast.copy_location(s, node) for s in (given, ast.Continue())]
        if ends(node):
            return [ast.copy_location(ast.Return(None), node)]
        if isinstance(node, ast.If):
            node.body = [n for s in node.body for n in self.visit(s)]
            node.orelse = [n for s in node.orelse for n in self.visit(s)]
        return [node]
