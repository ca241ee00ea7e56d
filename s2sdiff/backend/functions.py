"""Functions inside a function, as lambdas or under a name, and the calls of solvers that they are given to."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from s2sdiff.graph import Atom, Block, If, Let, Op, Var, walk
from s2sdiff.procedure import Procedure, instance

if TYPE_CHECKING:
    from s2sdiff.backend.expressions import Expressions


def expression(e: Expressions, op: Op, args: tuple[Atom, ...]) -> ast.expr:
    """A lambda, a call of a solver, or the part of what a solver gave that is its solution."""
    if op.form == "lambda":
        return lambda_of(e, op.payload, args)
    if op.form == "implicit":
        return solution(op.payload.part, e.atom(args[0]))
    own, split = args[: op.payload.own], op.payload.own - len(op.keywords)
    keywords = [ast.keyword(k, e.atom(a)) for k, a in zip(op.keywords, own[split:], strict=True)]
    return ast.Call(e.imports.expression(op.payload.external), [e.atom(a) for a in own[:split]], keywords)


def solution(part: str, result: ast.expr) -> ast.expr:
    """Where the solution is in what a solver gives."""
    if part.isdigit():
        return ast.Subscript(result, ast.Constant(int(part)), ast.Load())
    return ast.Attribute(result, part, ast.Load()) if part else result


def lambda_of(e: Expressions, p: Procedure, args: tuple[Atom, ...]) -> ast.expr:
    """A lambda; what it closes over is read where it stands."""
    params, block, result = opened(e, p, args)
    folded: dict[Var, Let | If] = {}
    for s in walk(block):
        folded[s.merges[0].out if isinstance(s, If) else s.target] = s  # type: ignore[union-attr, assignment]
    inside = type(e)({**e.names, **{v: v.name for v in params}}, {**e.folded, **folded}, e.imports)
    own = ast.arguments([], [ast.arg(v.name) for v in params], None, [], [], None, [])
    return ast.Lambda(own, inside.atom(result))


def definition(e: Expressions, s: Let) -> ast.FunctionDef:
    """A function with a name."""
    from s2sdiff.backend.printer import statements_of

    params, block, result = opened(e, s.op.payload, s.args)
    outer = {a: e.names[a] for a in s.args if isinstance(a, Var)}
    body = statements_of(params, block, result, e.imports, outer)
    own = ast.arguments([], [ast.arg(v.name) for v in params], None, [], [], None, [])
    return ast.FunctionDef(e.names[s.target], own, body, [], None, None)


def opened(e: Expressions, p: Procedure, args: tuple[Atom, ...]) -> tuple[tuple[Var, ...], Block, Atom]:
    """What is written: parameters under names that nothing it reads has, statements, and the value."""
    taken = e.imports.taken | {e.names[a] for a in args if isinstance(a, Var) and a in e.names}
    params = tuple(Var(unused(v.name, taken), v.kind) for v in p.params)
    return params, *instance(p, params, args)


def unused(name: str, taken: set[str]) -> str:
    """A name like `name` that is not taken."""
    while name in taken:
        name += "_"
    return name
