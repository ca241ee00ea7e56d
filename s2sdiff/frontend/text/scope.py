"""What the free names of a function refer to: live objects, or the text of a module that is never run."""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from dataclasses import dataclass
from types import CellType, FunctionType, ModuleType
from typing import Any, Protocol

import numpy as np

from s2sdiff.graph import Const, External

#: Modules that are known, so that they may be looked into (and imported) when source is compiled.
LIBRARIES = {
    "math",
    "cmath",
    "numpy",
    "scipy",
    "builtins",
    "functools",
    "itertools",
    "operator",
    "typing",
    "collections",
    "logging",
    "warnings",
    "random",
    "copy",
    "dataclasses",
    "uarray",  # of which the functions of scipy.fft are objects
}


_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


def is_library(module: str | None) -> bool:
    """Whether a module belongs to a library that is never followed into."""
    return (module or "").split(".")[0] in LIBRARIES


def is_ours(filename: str) -> bool:
    """Whether a function was written for the front end, to be followed in the place of a library's."""
    return filename.startswith(_OURS)


class Scope(Protocol):
    """The names that are visible to a function from outside it."""

    def find(self, name: str) -> Found | None:
        """What `name` refers to, or None."""


@dataclass(frozen=True)
class Where:
    """Where a value is read anew: a dict by key, a cell, an object by attribute, or an object as it is.

    `path` is what follows from there, as it is written: ``.rate``, ``['rate']``.
    """

    form: str
    holder: Any
    key: str = ""
    path: str = ""

    def then(self, path: str) -> Where:
        """A place inside what is read here."""
        return Where(self.form, self.holder, self.key, self.path + path)

    def read(self) -> Any:
        """The value as it is now, of a place without a path."""
        if self.form == "dict":
            return self.holder.get(self.key, GONE)
        if self.form == "cell":
            try:
                return self.holder.cell_contents
            except ValueError:  # it is empty
                return GONE
        return self.holder if self.form == "object" else getattr(self.holder, self.key, GONE)


class Found:
    """What a free name refers to: `value` is the object, `external` how source reads it.

    `where` says where to read the object anew, None for what cannot change; `known` is False where only
    the text of the module is at hand and the value cannot be told from it.
    """

    __slots__ = ("external", "known", "value", "where")

    def __init__(
        self, value: Any, external: External, where: Where | None = None, known: bool = True
    ) -> None:
        self.value, self.external, self.where, self.known = value, external, where, known


class LiveScope:
    """The closure and the globals of a function object, read as they are now."""

    def __init__(self, fn: FunctionType) -> None:
        self.function = fn
        self.globals = fn.__globals__
        self.module = str(self.globals.get("__name__", ""))
        self.cells: dict[str, CellType] = dict(
            zip(fn.__code__.co_freevars, fn.__closure__ or (), strict=True)
        )

    def find(self, name: str) -> Found | None:
        """What `name` refers to, or None."""
        cell = self.cells.get(name)
        if cell is not None:
            try:
                return Found(cell.cell_contents, External("", name, data=True), Where("cell", cell))
            except ValueError:
                return None
        space = self.globals
        inner = space.get(CELLS, {}).get(name)
        if inner is not None:  # the program is itself generated, and this is a cell of the user's
            return Found(inner.read(), External("", name, data=True), inner)
        if (
            name in space
            and self.module.startswith("<s2sdiff ")
            and not isinstance(space[name], FunctionType)
        ):
            return Found(space[name], External("", name, data=True), Where("dict", space, name))
        if name in space:
            return Found(space[name], External(self.module, name, data=True), Where("dict", space, name))
        if hasattr(builtins, name):
            return Found(getattr(builtins, name), External("builtins", name, getattr(builtins, name)))
        return None


#: The name under which a generated module keeps where its captured values come from.
CELLS = "__s2sdiff_cells__"
#: What is read where there is no value any more, or not yet.
GONE = object()


def library(name: str) -> ModuleType | None:
    """A library module by its dotted name, imported if need be; None for any other module."""
    if not is_library(name):
        return None
    try:
        return sys.modules.get(name) or importlib.import_module(name)
    except ImportError:
        return None


def public_module(value: Any) -> str:
    """The module in which a library offers a function, where it is defined in a private one."""
    module, name = value.__module__, value.__qualname__
    parts = module.split(".")
    while len(parts) > 1 and any(p.startswith("_") for p in parts):
        parts.pop()
        if getattr(sys.modules.get(".".join(parts)), name, None) is value:
            return ".".join(parts)
    return str(module)


def lives_in(module: str, value: Any) -> bool:
    """Whether something is found in a module by its own name."""
    found: Any = sys.modules.get(module)
    for part in value.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is value


def class_external(cls: type) -> External:
    """How source names a class; one that was made inside a function lives in no module."""
    if "<locals>" in cls.__qualname__:
        return External("", cls.__name__, cls)
    return External(cls.__module__, cls.__qualname__, cls)


def served(value: Any) -> Any:
    """The function behind one that remembers what it gave, or that Numba compiles: they compute what it would."""
    if type(value).__name__ == "_lru_cache_wrapper":
        return value.__wrapped__
    written = getattr(value, "py_func", None)
    return written if isinstance(written, FunctionType) and type(value).__module__.startswith("numba.") else value


def is_offered(value: Any) -> bool:
    """Whether a compiled function, or a method bound to an object of its own, is offered by a library by name."""
    return hasattr(value, "__name__") and not hasattr(value, "__wrapped__") and is_library(getattr(value, "__module__", ""))


def compiled(value: Any, external: External) -> External:
    """A function without Python source: by the name that a library has for it, if it lives in one."""
    name = getattr(value, "__name__", external.name)
    if getattr(builtins, name, None) is value:
        return External("builtins", name, value)
    home: Any = getattr(value, "__module__", None) or getattr(type(value), "__module__", "")
    for module in ("numpy", "scipy.special") if type(value).__name__ in ("ufunc", "MultiUFunc") else (home,):
        if getattr(sys.modules.get(module), name, None) is value:
            return External(module, name, value)
    return External(external.module, external.name, value)


def library_method(value: Any) -> External | None:
    """A method of an object that a library offers by name, such as ``scipy.stats.norm.cdf``; None for any other."""
    owner = value.__self__
    module = (getattr(type(owner), "__module__", None) or "").partition("._")[0]
    if not is_library(module) or isinstance(owner, type):
        return None
    name = getattr(owner, "name", None)  # which few of them have
    offered = getattr(sys.modules.get(module), "__dict__", {})
    if not isinstance(name, str) or offered.get(name) is not owner:
        name = next((n for n, v in offered.items() if v is owner), None)
    if name is None:
        return None
    return External(module, f"{name}.{value.__name__}", value)


def literal(value: Any) -> Const | None:
    """The literal that stands for the default of a parameter; None for what is none."""
    if type(value) in (int, float, str, bool, type(None), complex):
        return Const(value)
    return Const(float(value)) if isinstance(value, np.float64) else None  # as `1 / np.sqrt(2)` gives it
