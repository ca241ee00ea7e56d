"""Kinds: what is known of a value before the program runs, and how two such facts are joined."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.record import record

Dim = int | str
LONGEST = 64  # items of a list argument that are told apart one by one


class Kind:
    """What is known of a value. Kinds are compared by value and hashable."""

    __slots__ = ()


class Scalar(Kind):
    """A number, string or None of a Python type; ``any`` is data of which nothing is known.

    Those below are all there are, so each equals only itself.
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


@record(frozen=True, slots=True)
class Literal(Kind):
    """A value on which a specialisation depends: a string, a bool or None."""

    value: Any
    type: type


@record(frozen=True, slots=True)
class Array(Kind):
    """A NumPy array; `dtype` is NumPy's name of it, `rank` and `dims` are None where unknown.

    A length in `dims` is a number, or a symbol: equal symbols are equal lengths, ``"n-2"`` is two less
    than ``"n"``. Where the rank is unknown, the one item of `dims` is a symbol for the whole shape.
    """

    dtype: str
    rank: int | None
    dims: tuple[Dim, ...] | None = None

    @property
    def lengths(self) -> tuple[Dim, ...] | None:
        """The lengths one by one, None where they are unknown."""
        return None if self.rank is None else self.dims


@record(frozen=True, slots=True)
class ListOf(Kind):
    """A list whose elements are all of one kind; `item` is None for a list that is still empty."""

    item: Kind | None


@record(frozen=True, slots=True)
class DictOf(Kind):
    """A dict whose values are all of one kind; `keys` are its keys where they are known."""

    item: Kind | None
    keys: tuple[Any, ...] | None = None


@record(frozen=True, slots=True)
class TableOf(Kind):
    """An argument that is a dict (without keys: a list) whose values are of several kinds: one for each of them."""

    items: tuple[Kind, ...]
    keys: tuple[Any, ...] | None


@record(frozen=True, slots=True)
class TupleOf(Kind):
    """A tuple, or an instance read by attribute where `cls` and `fields` are given."""

    items: tuple[Kind, ...]
    cls: type | None = None
    fields: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Maybe(Kind):
    """A value of kind `inner`, or None."""

    inner: Kind


REAL = Scalar("real")
INT = Scalar("int")
BOOL = Scalar("bool")
COMPLEX = Scalar("complex")
STR = Scalar("str")
NONE = Scalar("none")
ANY = Scalar("any")

_NUMERIC = {BOOL: 0, INT: 1, REAL: 2, COMPLEX: 3}
_NUMBERS = {*_NUMERIC, ANY}
_BY_TYPE: dict[type, Kind] = {
    float: REAL, int: INT, bool: BOOL, complex: COMPLEX, str: STR, type(None): NONE, np.float64: REAL, np.float32: REAL,
    np.int64: INT, np.int32: INT, np.bool_: BOOL, np.complex128: COMPLEX,
}  # fmt: skip


def is_record(cls: type) -> bool:
    """Whether instances are read by attribute: NamedTuples and dataclasses."""
    return dataclasses.is_dataclass(cls) or (issubclass(cls, tuple) and hasattr(cls, "_fields"))


def field_names(cls: type) -> tuple[str, ...]:
    """The names of a NamedTuple's or dataclass's fields, in order."""
    if dataclasses.is_dataclass(cls):
        return tuple(f.name for f in dataclasses.fields(cls) if f.init)
    return tuple(cls._fields)  # type: ignore[attr-defined]


def kind_of(value: Any, literals: bool = False) -> Kind:
    """The kind of a run-time value; with `literals`, strings, bools and None keep their value."""
    cls: Any = type(value)
    if literals and cls in (str, bool, type(None)):
        return Literal(value, cls)
    found = _BY_TYPE.get(cls)
    if found is not None:
        return found
    if cls is np.ndarray or cls is np.memmap:  # other classes of arrays have operators of their own
        name = {"U": "str", "S": "bytes"}.get(value.dtype.kind, value.dtype.name)
        return Array(name, value.ndim, value.shape) if value.dtype.kind != "V" else ANY
    if isinstance(value, np.generic):
        return {"f": REAL, "i": INT, "u": INT, "b": BOOL, "c": COMPLEX}.get(value.dtype.kind, ANY)
    if cls is list:
        if literals and 0 < len(value) <= LONGEST and holds_data(value) and not alike(value):
            return TableOf(tuple(kind_of(v, literals) for v in value), None)
        return ListOf(join_all([kind_of(v) for v in value]))
    if cls is dict:
        if literals and not alike(list(value.values())):
            return TableOf(tuple(kind_of(v, literals) for v in value.values()), tuple(value))
        return DictOf(join_all([kind_of(v) for v in value.values()]), tuple(value))
    if cls is tuple:
        return TupleOf(tuple(kind_of(v, literals) for v in value))
    if is_record(cls):
        names = field_names(cls)
        return TupleOf(tuple(kind_of(getattr(value, n), literals) for n in names), cls, names)
    if isinstance(value, float):
        return REAL
    if isinstance(value, int):
        return INT
    return ANY


def alike(values: list[Any]) -> bool:
    """Whether the values of a container are of one kind, so that they can be told apart by a computed key."""
    kinds = [kind_of(v) for v in values]
    return not vague(join_all(kinds)) and (BOOL not in kinds or set(kinds) == {BOOL})  # it has no derivative


def vague(kind: Kind | None) -> bool:
    """Whether values of this kind differ in more than their number."""
    if isinstance(kind, ListOf | DictOf):
        return vague(kind.item)
    if isinstance(kind, TupleOf):
        return any(map(vague, kind.items))
    return kind == ANY or (isinstance(kind, Array) and kind.rank is None)


def holds_data(values: list[Any]) -> bool:
    """Whether there are numbers, arrays and containers in a list and nothing else, and not only numbers."""
    held = [isinstance(v, list | tuple | dict | np.ndarray) or is_record(type(v)) for v in values]
    return any(held) and all(h or isinstance(v, int | float) for h, v in zip(held, values, strict=True))


def mixed(kind: Kind) -> bool:
    """Whether a container holds values of several kinds, so that nothing is known of them."""
    kind = strip(kind)
    if isinstance(kind, ListOf | DictOf):
        return kind.item is not None and (kind.item == ANY or mixed(kind.item))
    return isinstance(kind, TupleOf) and any(map(mixed, kind.items))


def join_all(kinds: list[Kind]) -> Kind | None:
    """The join of kinds, None of none; kinds that cannot be joined give ``any``."""
    return joined(kinds, join)


def join_items(kinds: list[Kind]) -> Kind | None:
    """The kind of the items of a list that holds values of these kinds, None of none."""
    return joined(kinds, lambda a, b: join(a, b) or array_or_number(a, b))


def joined(kinds: list[Kind], both: Callable[[Kind, Kind], Kind | None]) -> Kind | None:
    """What `both` makes of kinds, one after another; ``any`` where it makes nothing of two."""
    result: Kind | None = None
    for k in dict.fromkeys(kinds):
        result = k if result is None else (both(result, k) or ANY)
    return result


def array_or_number(a: Kind, b: Kind) -> Kind | None:
    """Of an array and a real, an array of any rank: what is computed with it asks for its shape when it runs."""
    array, other = (a, b) if isinstance(a, Array) else (b, a)
    if isinstance(array, Array) and np.dtype(array.dtype).kind == "f" and plain(other) == REAL:
        return Array(array.dtype, None)
    return None


def plain(kind: Kind) -> Kind:
    """The kind without its literal value."""
    return _BY_TYPE[kind.type] if isinstance(kind, Literal) else kind


def strip(kind: Kind) -> Kind:
    """The kind of a value that is known not to be None."""
    return kind.inner if isinstance(kind, Maybe) else kind


def join(a: Kind, b: Kind) -> Kind | None:
    """The least kind that holds both, or None where there is none."""
    a, b = plain(a), plain(b)
    if a == b:
        return a
    if a in _NUMERIC and b in _NUMERIC:
        return max(a, b, key=lambda k: _NUMERIC[k])
    if a == NONE or b == NONE:
        other = b if a == NONE else a
        return other if isinstance(other, Maybe) or other == ANY else Maybe(other)
    if isinstance(a, Maybe) or isinstance(b, Maybe):
        inner = join(strip(a), strip(b))
        return Maybe(inner) if inner is not None and inner != ANY else inner
    if a == ANY or b == ANY:
        return ANY if isinstance(a, Scalar) and isinstance(b, Scalar) else None
    if isinstance(a, ListOf) and isinstance(b, ListOf):
        if a.item is None or b.item is None:
            return a if b.item is None else b
        item = join(a.item, b.item)
        return None if item is None else ListOf(item)
    if isinstance(a, DictOf) and isinstance(b, DictOf):
        keys = a.keys if a.keys == b.keys else None
        if a.item is None or b.item is None:
            return DictOf(a.item or b.item, keys)
        item = join(a.item, b.item)
        return None if item is None else DictOf(item, keys)
    if isinstance(a, TupleOf) and isinstance(b, TupleOf) and len(a.items) == len(b.items) and a.cls == b.cls:
        items = tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True))
        return None if None in items else TupleOf(items, a.cls, a.fields)  # type: ignore[arg-type]
    if isinstance(a, Array) and isinstance(b, Array):
        try:
            dtype = a.dtype if a.dtype == b.dtype else np.promote_types(a.dtype, b.dtype).name
        except TypeError:  # of numbers and dates
            return None
        return Array(dtype, a.rank if a.rank == b.rank else None, a.dims if a.dims == b.dims else None)
    if (isinstance(a, Array) and b in _NUMERIC) or (isinstance(b, Array) and a in _NUMERIC):
        return None
    return None


def is_real(kind: Kind) -> bool:
    """Whether values of this kind have derivatives: a real or complex number, or an array of them."""
    kind = strip(kind)
    return kind in (REAL, COMPLEX) or (isinstance(kind, Array) and np.dtype(kind.dtype).kind in "fc")


def leaf_kinds(kind: Kind | None) -> tuple[Kind | None, ...]:
    """The kinds of what a value holds that is no container; None for the items of an empty list or dict."""
    if kind is None:
        return (None,)
    kind = strip(kind)
    if isinstance(kind, ListOf | DictOf):
        return leaf_kinds(kind.item)
    if isinstance(kind, TupleOf):
        return tuple(leaf for k in kind.items for leaf in leaf_kinds(k))
    return (kind,)


def differentiable(kind: Kind | None) -> bool:
    """Whether a value of this kind holds anything that has a derivative."""
    return any(leaf is None or is_real(leaf) for leaf in leaf_kinds(kind))


def holds_whole(kind: Kind) -> bool:
    """Whether a value of this kind is an array of ints, or has ints or such arrays among its items."""
    kind = strip(kind)
    leaves = (kind,) if isinstance(kind, Array) else () if is_number(kind) else leaf_kinds(kind)
    return any(k == INT or (isinstance(k, Array) and np.dtype(k.dtype).kind in "iu") for k in leaves)


def holds_array(kind: Kind | None) -> bool:
    """Whether a value of this kind is an array or has one among its items."""
    return any(isinstance(leaf, Array) for leaf in leaf_kinds(kind))


def is_number(kind: Kind) -> bool:
    """Whether the kind is a scalar number (a value of unknown kind is taken as one)."""
    return kind in _NUMBERS or plain(strip(kind)) in _NUMBERS


def arithmetic(op: str, a: Kind, b: Kind) -> Kind:
    """The kind of ``a op b`` for numbers."""
    if a is REAL and b is REAL:
        return REAL
    a, b = plain(strip(a)), plain(strip(b))
    if ANY in (a, b) and not isinstance(a, Array) and not isinstance(b, Array):
        other = b if a == ANY else a
        return other if other in (REAL, COMPLEX) else (REAL if op == "div" else ANY)
    if op == "div":
        return COMPLEX if COMPLEX in (a, b) else REAL
    both = join(a, b)
    if both == BOOL and op not in ("and_", "or_", "xor"):
        return INT
    return both if both in _NUMERIC and both is not None else ANY


def item_kind(kind: Kind, index: Any = None) -> Kind:
    """The kind of an item of a container; `index` is its key where that is a Const."""
    kind = strip(kind)
    if isinstance(kind, ListOf | DictOf):
        return kind.item or ANY
    if isinstance(kind, TupleOf):
        key = getattr(index, "value", None)
        if isinstance(key, int) and -len(kind.items) <= key < len(kind.items):
            return kind.items[key]
        return join_all(list(kind.items)) or ANY
    return STR if kind == STR else ANY


def symbolic(kinds: dict[str, Any]) -> dict[str, Any]:
    """Kinds of arguments with lengths of arrays as symbols: what is kept is which of them are equal, and which are 1."""
    names: dict[int, Dim] = {1: 1, 0: 0}

    def one(kind: Any) -> Any:
        if isinstance(kind, Array):
            dims = tuple(
                d if isinstance(d, str) else names.setdefault(d, f"n{len(names)}") for d in kind.dims or ()
            )
            return Array(kind.dtype, kind.rank, dims if kind.dims is not None else None)
        if isinstance(kind, ListOf) and kind.item is not None:
            return ListOf(one(kind.item))
        if isinstance(kind, DictOf) and kind.item is not None:
            return DictOf(one(kind.item), kind.keys)
        if isinstance(kind, TupleOf):
            return TupleOf(tuple(one(k) for k in kind.items), kind.cls, kind.fields)
        if isinstance(kind, TableOf):
            return TableOf(tuple(one(k) for k in kind.items), kind.keys)
        return kind

    return {n: one(k) for n, k in kinds.items()}


def not_one(dim: Dim) -> bool:
    """Whether a length is known not to be 1: that of an argument has a symbol only if it is not."""
    return dim != 1 if isinstance(dim, int) else dim[0] == "n" and dim[1:].isdigit()


#: Kinds of one sort as a message calls them.
_WORDS: dict[Any, str] = {
    REAL: "a real", INT: "an int", BOOL: "a bool", COMPLEX: "a complex number", STR: "a string", NONE: "None",
    ListOf: "a list", DictOf: "a dict", TupleOf: "several values", Literal: "a literal",
}  # fmt: skip


def in_words(kind: Kind) -> str:
    """A kind as a message calls it; empty for one that has no name."""
    if not isinstance(kind, Array):
        return _WORDS.get(kind) or _WORDS.get(type(kind), "")
    if kind.rank is None:
        return "what may be an array, for all that is known before the call,"
    return f"an array of {kind.rank} {'axis' if kind.rank == 1 else 'axes'}"
