"""What a function that calls itself returns: containers of its own, or those that it was given."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Ref, Seq, Table, UserFn
from s2sdiff.graph import Op
from s2sdiff.kinds import Array


def apart(inner: Lowerer, result: Any, own: dict[Obj, int]) -> tuple[Any, tuple[int, ...]]:
    """A result that may be one of the arrays that the function was given as a copy, and which of those it may be."""
    if not isinstance(result, Ref) or result.path or result.obj in own or not arrays.is_array(result, inner):
        return result, ()
    shown = tuple(sorted(own[o] for o in result.obj.shares if o in own))
    if not shown:
        return result, ()
    version = inner.env.versions[result.obj]
    return inner.new_object(inner.let(Op("copy", "copy"), (version,), version.kind)), shown


def given_back(inner: Lowerer, value: Ref, own: Container[Obj]) -> bool:
    """Whether a result is, or may be, or shows a part of, a container that the function was given: no such array itself."""
    if value.obj in own:
        return bool(value.path) or not isinstance(inner.env.versions[value.obj].kind, Array)
    return any(o in own for o in value.obj.shares)


def sharing(value: Any, frames: set[int]) -> list[Any]:
    """The containers in a result, and the functions that read variables of the frame that is left."""
    if isinstance(value, Ref):
        return [value]
    if isinstance(value, UserFn):
        return [value] if frames & set(value.frame) else []
    if isinstance(value, Seq | Table):
        items = value.items.values() if isinstance(value, Table) else value.items
        return [found for v in items for found in sharing(v, frames)]
    return []
