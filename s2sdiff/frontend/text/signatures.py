"""The kinds of a function's parameters where nothing is called: from annotations, defaults and use."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any

from s2sdiff.errors import UsageError
from s2sdiff.frontend.text.annotations import Annotations
from s2sdiff.frontend.text.parameters import every, parameters_of, positional
from s2sdiff.frontend.text.ranks import least_rank
from s2sdiff.frontend.text.usage import Usage
from s2sdiff.frontend.values import MutableDefault, Poison, UserFn
from s2sdiff.graph import Const
from s2sdiff.kinds import (
    ANY,
    INT,
    NONE,
    REAL,
    Array,
    DictOf,
    Kind,
    ListOf,
    Maybe,
    TupleOf,
    differentiable,
    kind_of,
)

if TYPE_CHECKING:
    from s2sdiff.frontend.text.static import StaticModule


def parse_signature(text: str, functions: list[tuple[str, Any]]) -> dict[str, ast.expr]:
    """The annotations of ``--signature``, by parameter of the functions.

    Raises:
        UsageError: where it cannot be read (SD502), or none of the functions has such a parameter (SD501).
    """
    try:
        (node,) = ast.parse(f"def _({text}): pass").body
        assert isinstance(node, ast.FunctionDef)
    except (SyntaxError, ValueError):
        raise UsageError(
            "SD502",
            f"the signature {text!r} cannot be read",
            hint='write it as "x: float, u: list[float], n: int"',
        ) from None
    rows = {p.arg: p.annotation for p in every(node.args)}
    for name, annotation in rows.items():
        if annotation is None:
            raise UsageError(
                "SD502", f"the signature {text!r} gives no kind for `{name}`", hint=f'write "{name}: float"'
            )
    parameters = {a.arg for _, node in functions for a in ast.walk(node.args) if isinstance(a, ast.arg)}
    for name in rows:
        if name not in parameters:
            raise UsageError("SD501", f"no function has the parameter `{name}` that the signature names")
    return {n: e for n, e in rows.items() if e is not None}


def parameter_kinds(
    fn: UserFn, module: StaticModule, overrides: dict[str, ast.expr], wrt: tuple[str, ...]
) -> tuple[dict[str, Kind], set[str]]:
    """The kind of each parameter, and those whose rank is not annotated; those in `wrt` are reals at least.

    Such are arrays, and what is taken for an int since arrays are read at it: it might be an array of places.
    """
    reader = Annotations(module)
    nodes = {p.arg: p.annotation for p in every(fn.node.args)}
    names = positional(fn.node.args)
    defaults = dict(zip(names[len(names) - len(fn.defaults) :], fn.defaults, strict=True)) | fn.kw_defaults
    usage = Usage(fn, module)
    kinds: dict[str, Kind] = {}
    assumed_rank: set[str] = set()
    for position, (name, how, _) in enumerate(parameters_of(fn)):
        node = overrides.get(name, nodes.get(name))
        kind = reader.kind(node)
        if node is None or is_unspecific(node):
            kind = None
        elif name in overrides and kind is None:
            raise UsageError(
                "SD502",
                f"the signature gives `{name}` the kind `{ast.unparse(node)}`, which is not known",
                hint='such as "float", "int", "list[float]", "dict[str, float]", "array2"',
            )
        if how == inspect.Parameter.VAR_POSITIONAL:
            kinds[name] = ListOf(kind or REAL)
        elif how == inspect.Parameter.VAR_KEYWORD:
            kinds[name] = DictOf(kind or ANY)
        elif kind is not None:
            if isinstance(kind, Array) and kind.rank is None:
                assumed_rank.add(name)
            kinds[name] = optional(kind) if is_none(defaults.get(name)) else ranked(kind, usage, name)
        elif node is not None and not is_unspecific(node):
            kinds[name] = ANY
        else:
            chosen = name in wrt or (not wrt and position == 0 and usage.kind(name) is None)
            kinds[name] = assumed(usage, name, defaults.get(name), chosen)
            if kinds[name] == INT and is_place(usage, name):
                assumed_rank.add(name)
    return kinds, assumed_rank


def is_place(usage: Usage, name: str) -> bool:
    """Whether a subscript is, holds, or is computed from this name."""
    for node in usage.uses.get(name, ()):
        parent, field = usage.parents.get(id(node), (None, ""))
        while isinstance(parent, ast.Tuple | ast.BinOp | ast.UnaryOp):
            parent, field = usage.parents.get(id(parent), (None, ""))
        if isinstance(parent, ast.Subscript) and field == "slice":
            return True
    return False


def ranked(kind: Kind, usage: Usage, name: str) -> Kind:
    """The kind of an array whose annotation says nothing of its rank: the subscripts of a matrix tell it."""
    if isinstance(kind, Array) and kind.rank is None:
        rank = least_rank(usage, name)
        return Array(kind.dtype, rank) if rank > 1 else kind
    return kind


def vectors(kinds: dict[str, Kind]) -> dict[str, Kind]:
    """The kinds, with arrays of unknown rank taken to be vectors."""
    return {
        n: Array(k.dtype, 1) if isinstance(k, Array) and k.rank is None else k for n, k in kinds.items()
    }


def is_unspecific(node: ast.expr) -> bool:
    """Whether an annotation says nothing."""
    return ast.unparse(node).rpartition(".")[2] in ("Any", "object", "None")


def is_none(default: Any) -> bool:
    """Whether a default is None."""
    return isinstance(default, Const) and default.value is None


def optional(kind: Kind) -> Kind:
    """The kind, or None."""
    return kind if isinstance(kind, Maybe) or kind in (NONE, ANY) else Maybe(kind)


def assumed(usage: Usage, name: str, default: Any, differentiated: bool) -> Kind:
    """The kind of a parameter without annotation."""
    used = usage.kind(name)
    if default is None or isinstance(default, Poison):
        return used if used is not None else REAL if differentiated else ANY
    if is_none(default):
        return optional(used or REAL)
    if isinstance(default, Const):
        kind = kind_of(default.value)
        return REAL if kind == INT and (differentiated or (used == REAL and usage.inexact(name))) else kind
    if isinstance(default, MutableDefault):
        kind = kind_of(default.value)
        return used or ListOf(REAL) if kind == ListOf(None) else ANY if isinstance(kind, DictOf) else kind
    return used if used is not None else ANY


def default_wrt(kinds: dict[str, Kind], ways: dict[str, int]) -> str | None:
    """The first parameter that can be differentiated by, a required real before an option."""
    fit = [n for n, k in kinds.items() if can_be_chosen(k) and ways[n] < inspect.Parameter.VAR_POSITIONAL]
    certain = [n for n in fit if not isinstance(kinds[n], Maybe)]
    return next(iter(certain or fit), None)


def can_be_chosen(kind: Kind) -> bool:
    """Whether a parameter can be differentiated by: one that may be None, only if it is a number."""
    if isinstance(kind, Maybe) and isinstance(kind.inner, ListOf | DictOf | TupleOf):
        return False
    return differentiable(kind)
