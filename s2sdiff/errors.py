"""The errors that people see: each has a code, a place in the source, and a way out."""

from __future__ import annotations

from functools import cached_property

from s2sdiff.record import record


@record(frozen=True, slots=True)
class Place:
    """Where in a source file something stands; lines and columns count from 1."""

    filename: str
    lineno: int
    offset: int = 1
    end_lineno: int | None = None
    end_offset: int | None = None
    text: str = ""

    def __str__(self) -> str:
        return f"{self.filename}:{self.lineno}:{self.offset}"


class S2SDiffError(Exception):
    """A function that cannot be differentiated, or a call that cannot be served.

    Attributes:
        code: the code that ``s2sdiff explain`` knows, such as ``"SD204"``.
        message: one sentence that says what is wrong.
        hint: a way out, or an empty string.
        filename, lineno, offset: the place, or None where the error has none.
    """

    code: str
    message: str
    hint: str

    def __init__(self, code: str, message: str, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.place = code, message, hint, place
        self.filename = place.filename if place else None
        self.lineno = place.lineno if place else None
        self.offset = place.offset if place else None

    def __str__(self) -> str:
        where = f" ({self.place})" if self.place else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"[{self.code}] {self.message}{where}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.code, self.message, self.place, self.hint)

    @cached_property
    def report(self) -> str:
        """The error as the command line prints it: place, source line, caret and hint."""
        lines = [f"error[{self.code}]: {self.message}"]
        if self.place:
            lines.append(f"  --> {self.place}")
            if self.place.text:
                number = str(self.place.lineno)
                pad = " " * len(number)
                same_line = self.place.end_lineno in (None, self.place.lineno)
                end = (
                    self.place.end_offset if same_line and self.place.end_offset else len(self.place.text) + 1
                )
                width = max(1, end - self.place.offset)
                lines += [
                    f" {pad} |",
                    f" {number} | {self.place.text}",
                    f" {pad} | {' ' * (self.place.offset - 1)}{'^' * width} here",
                ]
        if self.hint:
            lines.append(f"   = help: {self.hint}")
        lines.append(f"   = more: s2sdiff explain {self.code}")
        return "\n".join(lines)


class Refusal(S2SDiffError, SyntaxError):
    """A construct that s2sdiff does not differentiate; tracebacks draw the caret by themselves."""

    def __init__(self, code: str, message: str, place: Place | None = None, hint: str = "") -> None:
        super().__init__(code, message, place, hint)
        self.msg = f"[{code}] {message}" + (f"; {hint}" if hint else "")
        if place:
            self.text = place.text + "\n"
            self.end_lineno = place.end_lineno or place.lineno
            self.end_offset = place.end_offset or place.offset


class UsageError(S2SDiffError, TypeError):
    """A call of s2sdiff, or of a derivative, with arguments that do not fit."""


class InternalError(S2SDiffError):
    """A self-check of the compiler failed; nothing was written."""
