"""What the free names of a function refer to: live objects, or the text of a module that is never run."""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Callable
from types import CellType, FunctionType, ModuleType
from typing import Any, Protocol

from s2sdiff.graph import External

#: Modules that are known, so that they may be looked into (and imported) when source is compiled.
LIBRARIES = {"math", "cmath", "numpy", "scipy", "builtins", "functools", "itertools", "operator", "typing", "collections"}


def is_library(module: str | None) -> bool:
    """Whether a module belongs to a library that is never followed into."""
    return (module or "").split(".")[0] in LIBRARIES


class Scope(Protocol):
    """The names that are visible to a function from outside it."""

    def find(self, name: str) -> Found | None:
        """What `name` refers to, or None."""


class Found:
    """What a free name refers to: `value` is the object, `external` how source reads it.

    `check` reads the object anew, so that a change can be seen; `fixed` says that it cannot change.
    """

    __slots__ = ("check", "external", "fixed", "known", "value")

    def __init__(
        self, value: Any, external: External, check: Callable[[], Any] | None = None, fixed: bool = False, known: bool = True
    ) -> None:
        self.value, self.external, self.check, self.fixed, self.known = value, external, check, fixed, known


class LiveScope:
    """The closure and the globals of a function object, read as they are now."""

    def __init__(self, fn: FunctionType) -> None:
        self.globals = fn.__globals__
        self.module = str(self.globals.get("__name__", ""))
        self.cells: dict[str, CellType] = dict(zip(fn.__code__.co_freevars, fn.__closure__ or (), strict=True))

    def find(self, name: str) -> Found | None:
        cell = self.cells.get(name)
        if cell is not None:
            try:
                return Found(cell.cell_contents, External("", name, data=True), lambda: cell.cell_contents)
            except ValueError:
                return None
        space = self.globals
        if name in space:
            return Found(space[name], External(self.module, name, data=True), lambda: space.get(name, _GONE))
        if hasattr(builtins, name):
            value = getattr(builtins, name)
            return Found(value, External("builtins", name, value), lambda: space.get(name, value))
        return None


_GONE = object()


def library(name: str) -> ModuleType | None:
    """A library module by its dotted name, imported if need be; None for any other module."""
    if not is_library(name):
        return None
    try:
        return sys.modules.get(name) or importlib.import_module(name)
    except ImportError:
        return None
