"""Long ladders of conditions, written flat: Python reads no more than a hundred levels of indentation."""

from __future__ import annotations

import ast

DEEP = 30  # levels of branches, from where on a ladder is written flat


def tested_at_once(statements: list[ast.stmt]) -> list[ast.stmt]:
    """A condition that is named, and then tested, named in its test: an ``elif``, which takes no level of its own."""
    if len(statements) != 2:
        return statements
    named, test = statements
    if not (isinstance(named, ast.Assign) and isinstance(test, ast.If) and isinstance(test.test, ast.Name)):
        return statements
    target = named.targets[0]
    if not isinstance(target, ast.Name) or target.id != test.test.id:
        return statements
    return [ast.If(ast.NamedExpr(target, named.value), test.body, test.orelse)]
