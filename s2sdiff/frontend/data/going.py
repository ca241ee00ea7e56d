"""How a loop goes over what is not known item by item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from s2sdiff.graph import Atom
from s2sdiff.kinds import INT, Kind


class Going(NamedTuple):
    """A sequence whose items have no derivative (positions, keys), and what is made of each.

    Attributes:
        seq: what the loop of the program goes over.
        item_at: from an item of `seq` to what the loop in the source sees.
        kind: the kind of the items of `seq`.
    """

    seq: Atom
    item_at: Callable[[Any], Any]
    kind: Kind = INT

    def giving(self, change: Callable[[Any], Any]) -> Going:
        """The same way, with `change` applied to each item."""
        return self._replace(item_at=lambda k: change(self.item_at(k)))


def themselves(seq: Atom, kind: Kind) -> Going:
    """How to go over a sequence whose items are what the loop sees."""
    return Going(seq, lambda k: k, kind)
