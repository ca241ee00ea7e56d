"""Lowering a program again from the start, with what was found out on the way."""

from __future__ import annotations

from s2sdiff.errors import Refusal


class Unsteady(Refusal):
    """Something changes from trip to trip in a way that no loop can show; one that is unrolled may."""


class Again(Exception):
    """Something that was taken for granted is not so: the program is lowered from the start."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
