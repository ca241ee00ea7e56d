"""Records: dataclasses of which nothing changes once they are made.

That they are frozen is for the type checker to see, to whom they are plain dataclasses. A program has
tens of thousands of records, and a dataclass that refuses a change while the program runs takes four
times as long to make as one that does not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

__all__ = ["record"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen: bool, slots: bool, eq: bool = True) -> Callable[[type[T]], type[T]]:
        """A dataclass whose instances are compared and hashed by their fields, or without `eq` as objects."""
        return dataclasses.dataclass(slots=slots, eq=eq, unsafe_hash=frozen and eq)
