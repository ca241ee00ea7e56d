"""The kinds of a function's parameters where nothing is called: from annotations, defaults and use."""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING, Any

from s2sdiff.errors import UsageError
from s2sdiff.frontend.lower import parameters_of
from s2sdiff.frontend.ranks import least_rank
from s2sdiff.frontend.usage import Usage
from s2sdiff.frontend.values import Lib, MutableDefault, Poison, UserFn
from s2sdiff.graph import Const
from s2sdiff.kinds import (
    ANY,
    BOOL,
    COMPLEX,
    INT,
    NONE,
    REAL,
    STR,
    Array,
    DictOf,
    Kind,
    ListOf,
    Maybe,
    TupleOf,
    differentiable,
    field_names,
    is_record,
    join,
    kind_of,
    strip,
)

if TYPE_CHECKING:
    from s2sdiff.frontend.static import StaticModule

_NAMED: dict[str, Kind] = {
    "float": REAL, "int": INT, "bool": BOOL, "str": STR, "complex": COMPLEX, "None": NONE, "float64": REAL,
    "floating": REAL, "float32": REAL, "int64": INT, "integer": INT, "Real": REAL, "Number": REAL,
    "SupportsFloat": REAL, "list": ListOf(REAL), "List": ListOf(REAL), "Sequence": ListOf(REAL),
    "dict": DictOf(REAL), "Dict": DictOf(REAL), "Mapping": DictOf(REAL),
    "ndarray": Array("float64", None), "array": Array("float64", None),
}  # fmt: skip
_LISTS = {"list", "List", "Sequence", "MutableSequence", "Collection", "Iterable"}
_DICTS = {"dict", "Dict", "Mapping", "MutableMapping"}
_DTYPES = {
    "float64": "float64",
    "float32": "float32",
    "float": "float64",
    "floating": "float64",
    "int": "int64",
    "int64": "int64",
    "complex128": "complex128",
    "complex": "complex128",
    "bool_": "bool",
    "bool": "bool",
}


class Annotations:
    """Reads annotations in the scope of a module."""

    def __init__(self, module: StaticModule) -> None:
        self.module = module

    def kind(self, node: ast.expr | None, depth: int = 0) -> Kind | None:
        """The kind that an annotation names, None where it names none that is known."""
        if node is None or depth > 20:
            return None
        if isinstance(node, ast.Constant):
            if node.value is None:
                return NONE
            if isinstance(node.value, str):
                try:
                    return self.kind(ast.parse(node.value.strip(), mode="eval").body, depth + 1)
                except SyntaxError:
                    return None
            return None
        if isinstance(node, ast.Name | ast.Attribute):
            return self.named(node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.union([node.left, node.right], depth)
        if isinstance(node, ast.Subscript):
            return self.generic(node, depth)
        return None

    def named(self, node: ast.Name | ast.Attribute, depth: int) -> Kind | None:
        """The kind that a name stands for: an alias, a record class, or a type that is known by its name."""
        if isinstance(node, ast.Attribute):
            return _NAMED.get(node.attr)
        rank = re.fullmatch(r"array(\d)", node.id)
        if rank and self.module.own(node.id) is None:
            return Array("float64", int(rank[1]))
        found = self.module.own(node.id)
        if found is None or (found.known and not isinstance(found.value, Lib)):
            known = found is not None and isinstance(found.value, type)
            return _NAMED.get(found.value.__name__ if found is not None and known else node.id)
        if isinstance(found.value, Lib):
            cls = found.value.external.value
            return self.record(cls, node.id, depth) if isinstance(cls, type) and is_record(cls) else None
        binding = self.module.single(node.id)
        if binding is not None and binding.form == "value":
            return self.kind(binding.node, depth + 1)
        return None

    def record(self, cls: type, name: str, depth: int) -> Kind | None:
        """The kind of a NamedTuple or dataclass, of its own annotations."""
        module: Any = self.module
        for _ in range(5):  # the class may come by way of several modules
            binding = module.single(name)
            if binding is None:
                return None
            if binding.form == "class":
                break
            if binding.form != "import" or not isinstance(binding.node, ast.ImportFrom):
                return None
            module, name = module.loader.module(module.absolute(binding.node)), binding.extra.name
            if not hasattr(module, "single"):
                return None
        else:
            return None
        reader = Annotations(module)
        kinds = {
            s.target.id: reader.kind(s.annotation, depth + 1)
            for s in binding.node.body
            if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)
        }
        names = field_names(cls)
        return TupleOf(tuple(kinds.get(n) or ANY for n in names), cls, names)

    def union(self, nodes: list[ast.expr], depth: int) -> Kind | None:
        """The join of alternatives."""
        kinds = [self.kind(n, depth + 1) for n in nodes]
        result = kinds[0]
        for k in kinds[1:]:
            result = None if result is None or k is None else join(result, k)
        return result

    def generic(self, node: ast.Subscript, depth: int) -> Kind | None:
        """``list[float]`` and the like."""
        base = ast.unparse(node.value).rpartition(".")[2]
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if base == "Optional":
            return self.union([items[0], ast.Constant(None)], depth)
        if base == "Union":
            return self.union(items, depth)
        if base in ("Final", "Annotated"):
            return self.kind(items[0], depth + 1)
        if base == "Literal":
            values = [i.value for i in items if isinstance(i, ast.Constant)]
            kinds = {kind_of(v) for v in values}
            return kinds.pop() if len(kinds) == 1 and len(values) == len(items) else None
        if base in _LISTS:
            return ListOf(self.kind(items[0], depth + 1) or ANY)
        if base in _DICTS and len(items) == 2:
            return DictOf(self.kind(items[1], depth + 1) or ANY)
        if base in ("tuple", "Tuple"):
            if len(items) == 2 and isinstance(items[1], ast.Constant) and items[1].value is Ellipsis:
                return ListOf(self.kind(items[0], depth + 1) or ANY)
            return TupleOf(tuple(self.kind(i, depth + 1) or ANY for i in items))
        if base in ("NDArray", "ndarray"):
            last = ast.unparse(items[-1]).rstrip("]").rpartition("[")[2].rpartition(".")[2]
            dtype = _DTYPES.get(last, "float64")
            shape = items[0] if base == "ndarray" and len(items) == 2 else None
            known = isinstance(shape, ast.Subscript) and isinstance(shape.slice, ast.Tuple | ast.Name)
            if known and not any(isinstance(n, ast.Constant) for n in ast.walk(shape)):  # type: ignore[arg-type]
                lengths = shape.slice  # type: ignore[union-attr]
                return Array(dtype, len(lengths.elts) if isinstance(lengths, ast.Tuple) else 1)
            return Array(dtype, None)
        return None


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
    a = node.args
    rows = {
        p.arg: p.annotation
        for p in [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, [a.vararg, a.kwarg])]
    }
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
    """The kind of each parameter, and the arrays whose rank is not annotated; those in `wrt` are reals at least."""
    reader = Annotations(module)
    a = fn.node.args
    nodes = {
        p.arg: p.annotation
        for p in [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, [a.vararg, a.kwarg])]
    }
    names = [p.arg for p in [*a.posonlyargs, *a.args]]
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
    return kinds, assumed_rank


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


def written(kind: Kind) -> str:
    """A kind as an annotation."""
    if isinstance(kind, Maybe):
        return f"{written(kind.inner)} | None"
    if isinstance(kind, ListOf):
        return f"list[{written(kind.item)}]" if kind.item is not None else "list"
    if isinstance(kind, DictOf):
        return f"dict[str, {written(kind.item)}]" if kind.item is not None else "dict"
    if isinstance(kind, TupleOf):
        if kind.cls is not None:
            return kind.cls.__name__
        return f"tuple[{', '.join(map(written, kind.items))}]"
    if isinstance(kind, Array):
        return f"array{'' if kind.rank is None else kind.rank}" + (
            "" if kind.dtype == "float64" else f" of {kind.dtype}"
        )
    return "float" if kind == REAL else "None" if kind == NONE else repr(strip(kind))


__all__ = ["Annotations", "default_wrt", "parameter_kinds", "parse_signature", "written"]
