"""Containers by identity: which others may be the same or show the same memory, and why one must not be changed any more."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

#: Why arrays in a list, which are items of another one too, must not be changed in place; other items may take their places.
PICKED = "after a part of it became an item of another container"


class Obj:
    """A container that may be changed in place; the environment knows its current version.

    `frozen` says why it must not be changed any more, `spare` that only changes by its own name are meant, so that what
    it shares memory with may be changed, and it is stale then; `shared` that its rows may be one object; `number` that
    it may be a number instead, of which `+=` makes another; `tupled` that it is a tuple, which picks along several axes
    where a list picks along one; `shares` holds the others that may be the same object, or
    show the same memory.
    """

    __slots__ = ("frozen", "holder", "lenders", "name", "number", "origin", "shared", "shares", "spare", "tupled")

    def __init__(self, name: str) -> None:
        self.name = name
        self.frozen = ""
        self.spare = False
        self.origin: Any = None  # the syntax that makes it
        self.shared = self.number = self.tupled = False
        self.holder: Obj | None = None  # the container that it is an item of, which may change it
        self.lenders: list[Obj] = []
        self.shares: set[Obj] = set()

    def share(self, other: Obj) -> None:
        """Note that this one and the other may show the same memory."""
        if other is not self:
            self.shares.add(other)
            other.shares.add(self)

    def related(self, other: Obj) -> bool:
        """Whether this one and the other may show the same memory."""
        return self is other or self in other.shares

    def freeze(self, why: str) -> None:
        """Note why this one must not be changed any more, be it that more of it must not than was known."""
        if self.frozen in ("", PICKED):
            self.frozen = why

    def reason(self, shares: Iterable[Obj] | None = None) -> str:
        """Why this one must not be changed any more: it, or one of those that may be the same, is `frozen`; else empty."""
        return self.hard(shares) or self.frozen

    def hard(self, shares: Iterable[Obj] | None = None) -> str:
        """Why this one, and whatever may be the same, must not be changed any more; empty where it may."""
        all_of_them = (self, *(self.shares if shares is None else shares))
        reasons = [o.frozen for o in all_of_them if o.frozen and not o.spare]
        return next((why for why in reasons if why != PICKED), PICKED if reasons else "")

    def show(self, other: Obj, unlike: Container[Obj] = ()) -> None:
        """Note that this one, which is new, may show what the other shows, be it not one of those `unlike` it."""
        for o in (other, *other.shares):
            if o not in unlike:
                self.share(o)

    def stand_for(self, other: Obj, unlike: Container[Obj] = ()) -> None:
        """Note that this one, which is new, may be the other."""
        self.show(other, unlike)
        self.spare = (self.spare or not self.frozen) and (other.spare or not other.frozen)
        self.freeze(other.frozen or self.frozen)
        self.origin = other.origin
        self.shared = self.shared or other.shared or bool(other.lenders)
        self.number = self.number or other.number
        self.tupled = self.tupled or other.tupled

    def lend_to(self, holder: Obj | None) -> None:
        """Note that this one may be an item of a container."""
        if holder is not None:
            self.holder = holder
            holder.lenders.append(self)

    def __repr__(self) -> str:
        return f"<{self.name}>"
