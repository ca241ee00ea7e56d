"""How generated source reaches what lives in other modules."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from s2sdiff.frontend.text.scope import is_library
from s2sdiff.graph import External

_ALIAS = {"numpy": "np"}
_FROM = {"numpy.linalg": "np.linalg", "numpy.fft": "np.fft", "numpy.random": "np.random"}


class Imports:
    """Collects what a module needs, and says how each thing is written."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self.params: set[str] = set()
        self.modules: dict[str, str] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.bound: dict[str, Any] = {}
        self.cells: dict[str, External] = {}
        self.helpers: dict[str, Any] = {}

    def expression(self, e: External) -> ast.expr:
        """The expression that reads an external thing."""
        module, name = e.module, e.name
        if module.startswith("s2sdiff.rules"):
            self.helper(e.value)
            return ast.Name(name, ast.Load())
        if module == "builtins":
            return ast.Name(name, ast.Load())
        if not module:
            return ast.Name(self.captured(e), ast.Load())
        if module.startswith("scipy.special"):
            return self.attribute(self.from_name("scipy", "special"), name)
        if is_library(module):
            root = _FROM.get(module)
            if root:
                self.module("numpy")
                return self.attribute(root, name)
            if module.startswith("scipy."):
                package, _, last = module.rpartition(".")
                return self.attribute(self.from_name(package, last.lstrip("_")), name)
            return self.attribute(self.module(module), name)
        if e.data:
            return self.attribute(self.module(module), name)
        head, _, rest = name.partition(".")
        local = self.from_name(module, head)
        self.bound[local] = e
        return self.attribute(local, rest) if rest else ast.Name(local, ast.Load())

    def helper(self, fn: Any) -> None:
        """Note that the module needs a helper, after those that it calls itself."""
        for name in fn.__code__.co_names:
            other = fn.__globals__.get(name)
            if getattr(other, "__module__", None) == fn.__module__:
                self.helper(other)
        self.taken.add(fn.__name__)
        self.helpers[fn.__name__] = fn
        self.module("numpy")

    def captured(self, e: External) -> str:
        """The name of something that cannot be imported; functions of one name are kept apart."""
        if e.data or e.value is None:
            self.cells.setdefault(e.name, e)
            return e.name
        for local, other in self.cells.items():
            if other.value is e.value and other.name == e.name and not other.data:
                return local
        local = self.free(e.name)
        self.cells[local] = e
        return local

    def module(self, module: str) -> str:
        """The local name of a module."""
        if module not in self.modules:
            self.modules[module] = self.free(_ALIAS.get(module, module.rpartition(".")[2]))
        return self.modules[module]

    def from_name(self, module: str, name: str) -> str:
        """The local name of something imported from a module."""
        key = (module, name)
        if key not in self.names:
            self.names[key] = self.free(name)
        return self.names[key]

    def free(self, name: str) -> str:
        """A name that nothing else has."""
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return name

    @staticmethod
    def attribute(root: str, path: str) -> ast.expr:
        """``root.path`` as an expression."""
        parts = [*root.split("."), *path.split(".")]
        node: ast.expr = ast.Name(parts[0], ast.Load())
        for part in parts[1:]:
            node = ast.Attribute(node, part, ast.Load())
        return node

    def statements(self) -> list[ast.stmt]:
        """The import statements, sorted."""
        rows: list[tuple[str, ast.stmt]] = []
        for module, local in self.modules.items():
            if "." in module and local != module:
                package, _, last = module.rpartition(".")
                rows.append(
                    (module, ast.ImportFrom(package, [ast.alias(last, None if local == last else local)], 0))
                )
            else:
                rows.append((module, ast.Import([ast.alias(module, None if local == module else local)])))
        for (module, name), local in self.names.items():
            rows.append(
                (module, ast.ImportFrom(module, [ast.alias(name, None if local == name else local)], 0))
            )
        return [
            s for _, s in sorted(rows, key=lambda r: (isinstance(r[1], ast.ImportFrom), r[0], ast.dump(r[1])))
        ]
