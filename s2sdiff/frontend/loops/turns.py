"""The items of loops that are written out, one body after the other: each as it is when its trip begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from s2sdiff.frontend.state.held import held, shown
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Held, Iter, Ref, Shelf

#: Iterators that look at what they go over only when the next item is wanted, and call nothing.
LOOKING = {"enumerate", "zip", "reversed", "keys", "values", "items", "range"}
MOST = 128  # trips of a loop that is written out


class Turns:
    """The `items` of what a loop goes over, its `source`; `items_of` gives those that are in it now."""

    def __init__(self, ctx: Lowerer, source: Any, items: list[Any], items_of: Callable[[Any], list[Any]]) -> None:
        self.ctx, self.items_of = ctx, items_of
        self.looking = sees_changes(source)
        self.waiting = [held(ctx, v) for v in ([source] if self.looking else items)]

    def item(self, position: int) -> list[Any]:
        """The item of a trip, in a list that is empty where there is none."""
        if position >= MOST:
            raise self.ctx.refuse("SD201", f"a loop over more than {MOST} unlike things is too long to unroll")
        items = self.items_of(shown(self.ctx, self.waiting[0])) if self.looking else self.waiting
        return [shown(self.ctx, v) for v in items[position : position + 1]]

    def __iter__(self) -> Iterator[Any]:
        position = 0
        try:
            while item := self.item(position):
                yield item[0]
                position += 1
        finally:
            self.end()

    def end(self) -> None:
        """Nothing waits for its turn any more."""
        for v in self.waiting:
            if isinstance(v, Held):
                self.ctx.env.names.pop(v.key, None)


def sees_changes(source: Any) -> bool:
    """Whether a loop over something gets the items that its body puts there."""
    inside = parts(source)
    return all(p.how in LOOKING for p in inside if isinstance(p, Iter)) and any(isinstance(p, Ref | Shelf) for p in inside)


def parts(source: Any) -> list[Any]:
    """An iterator, what it goes over, and so on; anything else alone."""
    return [source, *(p for a in source.args for p in parts(a))] if isinstance(source, Iter) else [source]
