"""From a syntax tree to text, through astor; the text is read back and compared before it is believed."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.errors import InternalError


def statement_text(node: ast.stmt) -> str:
    """The text of one statement; raises SD901 where no printer gives it back unchanged."""
    problem = ""
    for printer in (_astor, _unparse):
        if printer is _astor and not _fit_for_astor(node):
            continue
        try:
            text = printer(node).rstrip() + "\n"
            again = ast.parse(text).body
        except Exception as e:  # a printer that fails is a printer that is not used
            problem = str(e)
            continue
        if len(again) == 1 and same(again[0], node):
            return text
        problem = "the text reads back as something else"
    raise InternalError("SD901", f"a generated statement cannot be printed: {problem}")


def _astor(node: ast.AST) -> str:
    import astor

    return str(astor.to_source(node, pretty_source="".join))


def _unparse(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


def _fit_for_astor(node: ast.AST) -> bool:
    work: list[Any] = [node]
    while work:
        x = work.pop()
        if isinstance(x, list):
            work += x
        elif isinstance(x, ast.AST):
            if isinstance(x, ast.JoinedStr | ast.Match):
                return False
            if not isinstance(x, ast.Name | ast.Constant):
                work += x.__dict__.values()
    return True


def same(a: Any, b: Any) -> bool:
    """Whether two syntax trees are the same, places and contexts aside."""
    work = [(a, b)]
    while work:
        x, y = work.pop()
        if type(x) is not type(y):
            return False
        if isinstance(x, ast.AST):
            for field in x._fields:
                if field not in ("ctx", "kind", "type_comment", "type_ignores"):
                    work.append((getattr(x, field, None), getattr(y, field, None)))
        elif isinstance(x, list):
            if len(x) != len(y):
                return False
            work += zip(x, y, strict=True)
        elif (x != y or type(x) is not type(y)) and not (isinstance(x, float) and x != x and y != y):
            return False
    return True


def function_text(node: ast.FunctionDef) -> str:
    """The text of a function, statement by statement, so that a long one prints in proportion."""
    head = f"def {node.name}({ast.unparse(node.args)}):\n"
    text = head + "".join(map(indented, map(quickly, node.body)))
    try:
        again = ast.parse(text).body
    except (SyntaxError, ValueError):
        again = []
    if len(again) == 1 and isinstance(again[0], ast.FunctionDef) and same(again[0].body, node.body):
        return text
    return head + "".join(map(indented, map(statement_text, node.body)))


def quickly(node: ast.stmt) -> str:
    """The text of one statement, not read back yet."""
    try:
        return (_astor(node) if _fit_for_astor(node) else _unparse(node)).rstrip() + "\n"
    except Exception:  # what the printer cannot do is done with more care, see statement_text
        return "\n"


def indented(text: str) -> str:
    """The text of a statement of a function's body."""
    return "".join("    " + line if line.strip() else line for line in text.splitlines(keepends=True))
