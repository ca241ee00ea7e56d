"""From the text of a generated module to a function that can be called."""

from __future__ import annotations

import ast
import hashlib
import importlib
import linecache
import sys
from collections.abc import Callable, Sequence
from typing import Any

from s2sdiff.backend.imports import Imports
from s2sdiff.frontend.state.outside import Guard
from s2sdiff.frontend.text.scope import CELLS, Where
from s2sdiff.kinds import kind_of


class LiveModule:
    """Stands for a module that is not in ``sys.modules``: its names, read as they are now."""

    def __init__(self, space: dict[str, Any]) -> None:
        object.__setattr__(self, "_space", space)

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_space")[name]
        except KeyError:
            raise AttributeError(name) from None


def load(
    source: str,
    tree: ast.Module,
    name: str,
    imports: Imports,
    space: dict[str, Any],
    fixed: dict[str, Any],
    cells: dict[str, Where],
) -> Callable[..., Any]:
    """Run a module, given as text and as the tree of that, and give its function `name`.

    `space` are the globals of the primal, `fixed` the arguments bound to it, `cells` where what it
    captures is read anew. The text shows in tracebacks.
    """
    digest = hashlib.sha256(source.encode()).hexdigest()[:12]
    filename = f"<s2sdiff {name} {digest}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": filename, "__file__": filename, CELLS: cells}
    for module, local in imports.modules.items():
        namespace[local] = module_for(module, space)
    for (module, attribute), local in imports.names.items():
        bound = imports.bound.get(local)
        if bound is not None and "." not in bound.name and bound.value is not None:
            namespace[local] = bound.value
        else:
            namespace[local] = from_module(module, attribute, space)
    for key, external in imports.cells.items():
        if key in fixed:
            namespace[key] = fixed[key]
        elif external.name in cells and external.value is None:
            namespace[key] = cells[external.name].read()
        elif external.value is not None:
            namespace[key] = external.value
    body = [s for s in tree.body if not isinstance(s, ast.Import | ast.ImportFrom)]
    exec(compile(ast.Module(body, []), filename, "exec"), namespace)
    return namespace[name]  # type: ignore[no-any-return]


def module_for(module: str, space: dict[str, Any]) -> Any:
    """A module, or what stands for it where the primal's globals are not those of a loaded module."""
    if module == space.get("__name__"):
        loaded = sys.modules.get(module)
        return loaded if loaded is not None and vars(loaded) is space else LiveModule(space)
    return sys.modules.get(module) or importlib.import_module(module)


def from_module(module: str, attribute: str, space: dict[str, Any]) -> Any:
    """``from module import attribute``."""
    try:
        return getattr(module_for(module, space), attribute)
    except AttributeError:
        return importlib.import_module(f"{module}.{attribute}")


_EXPRESSION = {
    "dict": "h{k}.get({key!r})",
    "cell": "h{k}.cell_contents",
    "attr": "h{k}.{key}",
    "object": "h{k}",
}


def guard_function(
    guards: Sequence[Guard], cells: dict[str, Where], namespace: dict[str, Any]
) -> Callable[[], bool] | None:
    """A function that says whether what a specialisation relies on still holds, None where nothing can change.

    It also hands on the captured values as they are now.
    """
    space: dict[str, Any] = {"namespace": namespace}
    tests: list[str] = []
    for k, g in enumerate(guards):
        space[f"h{k}"], space[f"v{k}"] = g.where.holder, g.value
        read = _EXPRESSION[g.where.form].format(k=k, key=g.where.key) + g.where.path
        if g.how == "is":
            tests.append(f"{read} is v{k}")
        elif g.how == "type":
            space[f"v{k}"] = type(g.value)
            tests.append(f"{read}.__class__ is v{k}")
        elif g.how == "array":
            space[f"v{k}"] = g.value.__class__, g.value.dtype, tuple(map((1).__eq__, g.value.shape))
            tests.append(f"((a := {read}).__class__, a.dtype, tuple(map((1).__eq__, a.shape))) == v{k}")
        elif g.how == "kind":
            space[f"v{k}"], space["kind_of"] = kind_of(g.value), kind_of
            tests.append(f"kind_of({read}) == v{k}")
        elif g.value is None or isinstance(g.value, bool):
            tests.append(f"{read} is v{k}")
        else:
            tests.append(f"{read} == v{k}")
    lines = ["def holds():"]
    if tests:
        lines += ["    try:", "        if not (" + " and ".join(tests) + "): return False"]
        lines.append("    except (AttributeError, LookupError, TypeError): return False")
    for k, (name, where) in enumerate(cells.items()):
        space[f"c{k}"] = where.holder
        read = _EXPRESSION[where.form].replace("h{k}", "c{k}").format(k=k, key=where.key)
        lines.append(f"    namespace[{name!r}] = {read}")
    if len(lines) == 1:
        return None
    lines.append("    return True")
    exec("\n".join(lines), space)
    return space["holds"]  # type: ignore[no-any-return]
