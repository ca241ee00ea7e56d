"""Functions without source as functions with it: the entry of each does nothing but call it."""

from __future__ import annotations

import functools
import inspect
import itertools
import linecache
import sys
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np

from s2sdiff.frontend.text.scope import is_library, public_module
from s2sdiff.graph import External
from s2sdiff.rules.registry import rule_for, spelled_for

_entries = itertools.count()
_UFUNCS = ("numpy", "scipy.special")


def executed(text: str, what: str, name: str, space: dict[str, Any]) -> Any:
    """Run the text of a function, so that its source can be had, and give the function."""
    filename = f"<s2sdiff {what} {next(_entries)}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    space.setdefault("__name__", filename)
    exec(compile(text, filename, "exec"), space)
    return space[name]


def entry_of(fun: Any) -> FunctionType | None:
    """The entry of a function that a library offers; None for what is no such function, or has source to follow."""
    module = library_of(fun) if callable(fun) and not isinstance(fun, type) else None
    return None if module is None else _entry(module, fun)


@functools.lru_cache(maxsize=512)
def _entry(module: str, fun: Any) -> FunctionType | None:
    """The entry of a function of a library's module, the same one each time."""
    name = fun.__name__
    external = External(module, name, fun)
    if isinstance(fun, FunctionType) and rule_for(external) is None and spelled_for(external, ()) is None:
        return None
    given = ", ".join(parameters_of(fun))
    text = f"def {name}({given}):\n    return {module}.{name}({given})\n"
    root = module.partition(".")[0]
    made: FunctionType = executed(text, "entry", name, {root: sys.modules[root]})
    return made


def library_of(fun: Any) -> str | None:
    """The module in which a library offers a function by its name, or None."""
    name = getattr(fun, "__name__", "")
    if isinstance(fun, np.ufunc):
        return next((m for m in _UFUNCS if getattr(sys.modules.get(m), name, None) is fun), None)
    if not isinstance(getattr(fun, "__module__", None), str) or not hasattr(fun, "__qualname__"):
        return None
    if isinstance(fun, BuiltinFunctionType) and not isinstance(fun.__self__, type(sys) | type(None)):
        return None  # a method
    module = public_module(fun).removeprefix("_")
    found = getattr(sys.modules.get(module), name, None)
    return module if is_library(module) and found is fun else None


def parameters_of(fun: Any) -> list[str]:
    """The parameters of an entry: those that must be given, by name, and others as options by keyword."""
    try:
        rows = list(inspect.signature(fun).parameters.values())
    except ValueError:
        return ["*args", "**options"]
    P = inspect.Parameter
    if isinstance(fun, np.ufunc):
        return [p.name for p in rows[: fun.nin]]
    needed = [p.name for p in rows if p.kind < P.VAR_POSITIONAL and p.default is p.empty]
    return needed if len(needed) == len(rows) else [*needed, "**options"]
