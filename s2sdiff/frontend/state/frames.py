"""The functions being lowered, one within the other, and the place in their text that is being lowered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s2sdiff.errors import Place, Refusal
from s2sdiff.frontend.state.again import Unsteady
from s2sdiff.frontend.state.paths import FLAGS, Paths
from s2sdiff.frontend.values import Poison, UserFn
from s2sdiff.graph import Const


class Frame:
    """A function being lowered, inlined or not."""

    __slots__ = ("fn", "given", "globals", "id", "lines", "nonlocals", "outer")

    def __init__(self, id: int, fn: UserFn, lines: list[str]) -> None:
        self.id, self.fn, self.lines = id, fn, lines
        self.outer: tuple[int, ...] = fn.frame
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.given: tuple[Any, ...] = ()


class Frames(Paths):
    """What a lowering knows of the functions that it is in."""

    def __init__(self, lines_of: Callable[[str], list[str]]) -> None:
        super().__init__()
        self.frames: list[Frame] = []
        self.lines_of = lines_of
        self.node: Any = None
        self._place: tuple[Any, Place | None] = (None, None)
        self.pinned: Place | None = None  # the place of all that follows: of the call that is spelled out

    def new_frame(self, fn: UserFn) -> Frame:
        """A frame for a function about to be lowered."""
        return Frame(self.new_slot(), fn, self.lines_of(fn.filename))

    @property
    def frame(self) -> Frame:
        """The innermost function."""
        return self.frames[-1]

    def place(self) -> Place | None:
        """The place of the syntax node being lowered."""
        node = self.node
        if self.pinned is not None or node is None or not self.frames:
            return self.pinned
        if self._place[0] is node:
            return self._place[1]
        lines = self.frame.lines
        text = lines[node.lineno - 1].rstrip("\n") if 0 < node.lineno <= len(lines) else ""
        end = node.end_col_offset
        file, last = self.frame.fn.filename, None if end is None else end + 1
        self._place = node, Place(file, node.lineno, node.col_offset + 1, node.end_lineno, last, text)
        return self._place[1]

    def refuse(self, code: str, message: str, hint: str = "", node: Any = None) -> Refusal:
        """The refusal of the construct being lowered, to be raised."""
        if node is not None and hasattr(node, "lineno"):
            self.node = node
        return Refusal(code, message, self.place(), hint)

    def check_sound(self, value: Any) -> None:
        """Refuse a value that cannot be had."""
        if isinstance(value, Poison):
            refusal = Unsteady if value.unsteady else Refusal
            raise refusal(value.code, value.message, self.place(), value.hint)

    def get_flag(self, name: str) -> Any:
        """A flag of the innermost function, such as whether the rest is skipped."""
        return self.env.names.get((self.frame.id, name), Const(False))

    def set_flag(self, name: str, value: Any) -> None:
        """Set a flag of the innermost function."""
        self.env.names[self.frame.id, name] = value

    def clear_flags(self) -> None:
        """This path goes on: nothing is skipped, no loop is left, nothing is returned yet."""
        for name in FLAGS:
            self.set_flag(name, Const(False))
