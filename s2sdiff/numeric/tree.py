"""Nested values taken apart into their real leaves, and put together again.

A structure is a float, a float array, or a tuple, list, dict, dataclass or NamedTuple of structures.
What is none of these (None, strings, bools, functions, objects) is static: it stays where it is. So is
an int, unless ints are asked to count as the reals they are passed for.
"""

from __future__ import annotations

import copy
import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

Rebuild = Callable[[Sequence[Any]], Any]
"""Puts a structure together from as many leaves as it has, in the order of `flatten`."""

_SCALARS = (float, np.floating)
_INTS = (int, np.integer)


def is_real(value: Any) -> bool:
    """Whether `value` is a float or an array of floats; NumPy's float scalars are floats."""
    return isinstance(value, _SCALARS) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")


def is_number(value: Any) -> bool:
    """Whether `value` is real, or an int or an array of ints, which may count as reals; not a bool."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "fiu"
    return isinstance(value, _SCALARS) or (isinstance(value, _INTS) and not isinstance(value, bool))


def is_complex(value: Any) -> bool:
    """Whether `value` is a complex number or an array of them."""
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind == "c")
    return isinstance(value, (complex, np.complexfloating))


def is_any_number(value: Any) -> bool:
    """Whether `value` is a number or an array of numbers, real, whole or complex."""
    return is_number(value) or is_complex(value)


def children(value: Any) -> tuple[list[tuple[str, Any]], Callable[[list[Any]], Any]] | None:
    """The parts of a container, each with how it is reached from there, and what makes the like of it.

    Returns:
        None if `value` is no container; else pairs such as ``("['w']", part)``, and a function from as
        many new parts to a container of the same type. Subclasses of list and dict, and dataclasses
        (frozen ones too), are copied and their parts replaced, so that no ``__init__`` runs.
    """
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return [(f".{n}", v) for n, v in zip(value._fields, value, strict=True)], type(value)._make  # type: ignore[attr-defined]
        return [(f"[{i}]", v) for i, v in enumerate(value)], type(value)
    if type(value) is list:
        return [(f"[{i}]", v) for i, v in enumerate(value)], list
    if isinstance(value, list):
        return [(f"[{i}]", v) for i, v in enumerate(value)], lambda parts: _refill(value, slice(None), parts)
    if isinstance(value, dict):
        keys = list(value)
        return [(f"[{k!r}]", value[k]) for k in keys], lambda parts: _refill(value, keys, parts)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value) if hasattr(value, f.name)]
        return [(f".{n}", getattr(value, n)) for n in names], lambda parts: _reset(value, names, parts)
    return None


def _refill(value: Any, where: slice | list[Any], parts: list[Any]) -> Any:
    new = copy.copy(value)
    if isinstance(where, slice):
        new[where] = parts
    else:
        for key, part in zip(where, parts, strict=True):
            new[key] = part
    return new


def _reset(value: Any, names: list[str], parts: list[Any]) -> Any:
    new = copy.copy(value)
    for name, part in zip(names, parts, strict=True):
        object.__setattr__(new, name, part)
    return new


def flatten(
    value: Any, *, reals: bool = False, leaf: Callable[[Any], bool] | None = None
) -> tuple[list[Any], Rebuild]:
    """Take a structure apart.

    Args:
        value: the structure.
        reals: whether ints and arrays of ints count as real leaves.
        leaf: what is a leaf, instead of `is_real` or `is_number`.

    Returns:
        The leaves, left to right (dicts in the order of their keys, dataclasses in that of their fields),
        as they are in `value`, uncopied; and the function from as many leaves to a structure of the same
        types, in which what is static is the same object. It raises ValueError for another number of
        leaves. The leaves given to it need not be of the types or shapes of the original ones.
    """
    is_leaf = leaf or (is_number if reals else is_real)
    if is_leaf(value):
        return [value], _only
    if type(value) is list and all(map(is_leaf, typical(value))):
        return list(value), functools.partial(_listed, len(value))
    found, rebuild = _flatten(value, "", is_leaf)
    return [each for _, each in found], rebuild


def typical(values: Sequence[Any]) -> Sequence[Any]:
    """Values that stand for all: one of each type, as it is the type that tells of what is no array; else all."""
    if has_arrays(values):
        return values
    return list(dict(zip(map(type, values), values, strict=True)).values())


def has_arrays(values: Sequence[Any]) -> bool:
    """Whether there is an array among some values."""
    return any(issubclass(cls, np.ndarray) for cls in set(map(type, values)))


def _only(leaves: Sequence[Any]) -> Any:
    """The structure that is one leaf."""
    if len(leaves) != 1:
        raise _uneven(1, len(leaves))
    return leaves[0]


def _listed(count: int, leaves: Sequence[Any]) -> list[Any]:
    """The structure that is a list of leaves."""
    if len(leaves) != count:
        raise _uneven(count, len(leaves))
    return list(leaves)


def _uneven(count: int, given: int) -> ValueError:
    """The error of a structure that is given too few leaves, or too many."""
    return ValueError(f"a structure of {count} leaves cannot be made from {given}")


def paths(
    value: Any, root: str = "", *, reals: bool = False, leaf: Callable[[Any], bool] | None = None
) -> list[str]:
    """How each leaf is reached from `root`: ``["p.w", "p.bias[0]"]`` for the root ``"p"``."""
    return [path for path, _ in _flatten(value, root, leaf or (is_number if reals else is_real))[0]]


def _flatten(value: Any, root: str, is_leaf: Callable[[Any], bool]) -> tuple[list[tuple[str, Any]], Rebuild]:
    found: list[tuple[str, Any]] = []

    def walk(part: Any, path: str) -> Callable[[Iterator[Any]], Any]:
        if is_leaf(part):
            found.append((path, part))
            return next
        inside = children(part)
        if inside is None:
            return lambda _: part
        steps, build = inside
        parts = [walk(each, path + step) for step, each in steps]
        if all(each is next for each in parts):
            return lambda leaves: build(list(itertools.islice(leaves, len(parts))))
        return lambda leaves: build([each(leaves) for each in parts])

    make = walk(value, root)
    count = len(found)

    def rebuild(leaves: Sequence[Any]) -> Any:
        if len(leaves) != count:
            raise _uneven(count, len(leaves))
        return make(iter(leaves))

    return found, rebuild


def combine(fn: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """`fn` of two values, or of the corresponding parts of two containers; the type is that of `left`."""
    inside = children(left)
    if inside is None:
        return fn(left, right)
    steps, build = inside
    others = [part for _, part in (children(right) or ([], None))[0]]
    return build([combine(fn, part, other) for (_, part), other in zip(steps, others, strict=True)])


def fresh(value: Any) -> Any:
    """The structure with its arrays (of any dtype) copied and its containers new."""
    leaves, rebuild = flatten(value, leaf=lambda part: isinstance(part, np.ndarray))
    return rebuild([each.copy() for each in leaves])
