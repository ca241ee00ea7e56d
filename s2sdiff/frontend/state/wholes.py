"""Shapes of arrays whose rank is unknown, each known as a whole by one symbol.

Where `rank` is None, the one item of `dims` stands for all lengths: arrays with the same symbol have the same
shape, whatever that is. Symbols of parts and of reductions are made of that of the array: ``(u.0m2,*1u)`` is
`u` with a first axis shorter by two and all others, ``u~1`` is `u` with axis 1 summed to one element.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from s2sdiff.graph import Atom, Const, Var
from s2sdiff.kinds import INT, Array, Dim, Kind, is_number, plain, strip

Dims = tuple[Dim, ...] | None
UNSIGNED = str.maketrans("+-", "pm")  # a sign in a symbol would begin an offset

#: Functions, ufuncs aside, that go element by element, or give an array of the shape of their argument.
ELEMENTWISE = {
    "where", "clip", "copy", "zeros_like", "ones_like", "real", "imag", "nan_to_num", "round", "sinc", "angle", "i0",
}  # fmt: skip
#: Reductions; with `keepdims`, their result broadcasts against what was reduced.
REDUCTIONS = {"sum", "max", "min", "amax", "amin", "mean", "prod", "var", "std"}


def named(kind: Kind, fresh: Callable[[], str]) -> Kind:
    """The kind of an array of unknown rank with a symbol for its shape; any other kind as it is."""
    if isinstance(kind, Array) and kind.rank is None and kind.dims is None:
        return Array(kind.dtype, None, (fresh(),))
    return kind


def together(kinds: Sequence[Kind]) -> Dims:
    """The shape to which arrays and numbers broadcast, at least one of unknown rank, as far as that is known."""
    found: Dims = None
    for kind in map(strip, kinds):
        if is_number(plain(kind)) or (isinstance(kind, Array) and kind.rank == 0):
            continue
        if not isinstance(kind, Array) or kind.rank is not None or kind.dims is None:
            return None
        if found is None or reduced(kind.dims, found):
            found = found or kind.dims
        elif reduced(found, kind.dims):
            found = kind.dims
        elif found != kind.dims:
            return None
    return found


def reduced(small: tuple[Dim, ...], large: tuple[Dim, ...]) -> bool:
    """Whether a shape is another one in which axes have one element instead."""
    return str(small[0]).startswith(f"{large[0]}~")


def of_call(
    value: Any, args: Sequence[Atom], keywords: Mapping[str, Atom], dims: Mapping[Var, Dim]
) -> Dims:
    """The shape of what a function of NumPy gives whose result has an unknown rank, as far as it is known."""
    name = getattr(value, "__name__", "")
    kinds = [a.kind for a in args]
    if isinstance(value, np.ufunc) and value.signature is None and not keywords:
        return together(kinds)
    if name in ELEMENTWISE and not keywords and getattr(np, name) is value:
        return together(kinds)
    if name == "broadcast_to" and len(args) == 2 and isinstance(args[1], Var) and args[1] in dims:
        return (dims[args[1]],)
    keep = keywords.get("keepdims")
    axis = args[1] if len(args) > 1 else keywords.get("axis", Const(None))
    kept = isinstance(keep, Const) and keep.value is True and not {"where", "out"} & set(keywords)
    if not kept or name not in REDUCTIONS or not isinstance(axis, Const):
        return None
    whole = together(kinds[:1])
    return (f"{whole[0]}~{axis.value}".translate(UNSIGNED),) if whole is not None else None


def part(kind: Array, parts: Sequence[Any], length: Callable[[Dim, slice], Dim]) -> Dims:
    """The shape of ``array[parts]`` where those are slices of the first axes, and ints."""
    places = [not isinstance(p, slice) and p is not Ellipsis and plain(strip(p.kind)) == INT for p in parts]
    if kind.dims is None or not all(isinstance(p, slice) or at for p, at in zip(parts, places, strict=True)):
        return None
    whole = kind.dims[0]
    lengths = [str(length(f"{whole}.{k}", p)) for k, p in enumerate(parts) if isinstance(p, slice)]
    return (f"({','.join(lengths)},*{len(parts)}{whole})".translate(UNSIGNED),)
