"""The kinds that annotations name."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.values import Lib
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
    field_names,
    is_record,
    join,
    kind_of,
    strip,
)

if TYPE_CHECKING:
    from s2sdiff.frontend.text.static import StaticModule

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


__all__ = ["Annotations", "written"]
