"""By which parameters a function of a file is differentiated: those asked for, by option or decorator."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.errors import Place, UsageError
from s2sdiff.frontend.text.parameters import parameters_of
from s2sdiff.frontend.text.static import StaticModule
from s2sdiff.frontend.values import UserFn
from s2sdiff.kinds import INT, Kind


def chosen(fn: UserFn, module: StaticModule, wanted: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The parameters that were asked for by option or decorator; none where the choice is left to us."""
    parameters = [n for n, how, _ in parameters_of(fn) if how not in (2, 4)]
    asked: list[Any] = list(wanted)
    several = len(asked) > 1
    if not asked:
        original = next(
            (
                n
                for n in module.tree.body
                if isinstance(n, ast.FunctionDef) and n.body is getattr(fn.node, "body", None)
            ),
            None,
        )
        argnums = next(
            (
                a
                for d in getattr(original, "decorator_list", ())
                if module.is_ours(d) and (a := _argnums(d)) is not None
            ),
            None,
        )
        several = isinstance(argnums, tuple | list)
        asked = list(argnums) if isinstance(argnums, tuple | list) else [] if argnums is None else [argnums]
    names: list[str] = []
    for a in asked:
        at = int(a) if isinstance(a, int) or (isinstance(a, str) and a.lstrip("-").isdigit()) else None
        if at is not None and -len(parameters) <= at < len(parameters):
            names.append(parameters[at])
        elif a in parameters:
            names.append(a)
        else:
            given = ", ".join(parameters) or "none"
            raise UsageError(
                "SD501",
                f"`{fn.name}` has no parameter `{a}`",
                place_in(module, fn.node),
                f"the parameters are {given}",
            )
    if len(set(names)) != len(names):
        raise UsageError("SD501", f"a parameter of `{fn.name}` is chosen twice", place_in(module, fn.node))
    return tuple(names), several


def _argnums(node: ast.expr) -> Any:
    """The argnums of a decorator, where they are literals."""
    if not isinstance(node, ast.Call):
        return None
    for k in node.keywords:
        if k.arg == "argnums":
            try:
                return ast.literal_eval(k.value)
            except ValueError:
                return None
    return None


def countable(fn: UserFn, kinds: dict[str, Kind]) -> str | None:
    """The first parameter without annotation whose default is an int: that stands for a real."""
    annotated = {p.arg for p in [*fn.node.args.args, *fn.node.args.kwonlyargs] if p.annotation is not None}
    return next((n for n, k in kinds.items() if k == INT and n not in annotated), None)


def place_in(module: StaticModule, node: Any) -> Place:
    """The place of a syntax node of a module."""
    lines = module.loader.lines_of(module.filename)
    text = lines[node.lineno - 1].rstrip("\n") if 0 < node.lineno <= len(lines) else ""
    end = len(text) + 1 if node.end_lineno != node.lineno else node.end_col_offset + 1
    return Place(module.filename, node.lineno, node.col_offset + 1, node.lineno, end, text)
