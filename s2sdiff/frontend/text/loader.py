"""Where modules lie, by their dotted names: found by hand, for asking Python would import their packages."""

from __future__ import annotations

import importlib
import importlib.machinery
import os
import sys
import tokenize
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from s2sdiff.errors import Refusal
from s2sdiff.frontend.text.scope import is_library, library

if TYPE_CHECKING:
    from s2sdiff.frontend.text.static import StaticModule

_UNIMPORTED = {"antigravity", "this", "__main__", "idlelib", "turtledemo", "test"}
_SUFFIXES = tuple(importlib.machinery.EXTENSION_SUFFIXES)

#: What makes a module of its text, file, dotted name and loader; and whether it is a package.
Reader = Callable[[str, str, str, "Loader", bool], "StaticModule"]


class Loader:
    """Finds the modules of a compilation by their dotted names, each of them once."""

    def __init__(self, search: tuple[str, ...], read: Reader) -> None:
        self.search = [d for d in search if Path(d).name not in ("site-packages", "dist-packages")]
        self.read = read
        late = [d for d in search if d not in self.search]
        self.path = list(dict.fromkeys([*self.search, *late, *(d or os.getcwd() for d in sys.path)]))
        self.modules: dict[str, StaticModule | ModuleType | None] = {}
        self.lines: dict[str, list[str]] = {}

    def add(self, module: StaticModule) -> None:
        """Make a module known under its name."""
        self.lines[module.filename] = module.text.splitlines(keepends=True)
        if module.name:
            self.modules[module.name] = module

    def lines_of(self, filename: str) -> list[str]:
        """The lines of a file that has been read; of the standard library, those that Python knows."""
        if filename in self.lines:
            return self.lines[filename]
        import linecache

        return linecache.getlines(filename)

    def module(self, dotted: str) -> StaticModule | ModuleType | None:
        """A module: read, or imported where it is a known library's or Python's; None if it has no source."""
        if dotted not in self.modules:
            self.modules[dotted] = self._load(dotted)
        return self.modules[dotted]

    def _load(self, dotted: str) -> StaticModule | ModuleType | None:
        top = dotted.partition(".")[0]
        if is_library(top):
            return library(dotted)
        if top == "s2sdiff":
            return importlib.import_module(dotted)
        own = top in sys.stdlib_module_names and top not in _UNIMPORTED
        if own and (top in sys.builtin_module_names or not any(_in_folder(d, top) for d in self.search)):
            try:
                return importlib.import_module(dotted)
            except ImportError:
                return None
        path = self.locate(dotted)
        if path is None:
            return None
        try:
            with tokenize.open(path) as file:
                text = file.read()
            return self.read(text, shown(path), dotted, self, path.name == "__init__.py")
        except (OSError, SyntaxError, UnicodeDecodeError, Refusal):
            return None

    def locate(self, dotted: str) -> Path | None:
        """The source file of a module, by hand: asking Python would import its package."""
        folders = self.path
        parts = dotted.split(".")
        for k, part in enumerate(parts):
            found = next(filter(None, (_in_folder(d, part) for d in folders)), None)
            if found is None:  # a namespace package has no file of its own
                folders = [os.path.join(d, part) for d in folders if os.path.isdir(os.path.join(d, part))]
                if not folders:
                    return None
                continue
            if k == len(parts) - 1:
                return found if found.suffix == ".py" else None
            if found.name != "__init__.py":
                return None
            folders = [str(found.parent)]
        return None


def _in_folder(folder: str, name: str) -> Path | None:
    """The file of a module that lies in a folder."""
    for candidate in (
        Path(folder, name, "__init__.py"),
        *(Path(folder, name + s) for s in _SUFFIXES),
        Path(folder, name + ".py"),
    ):
        if candidate.is_file():
            return candidate
    return None


def shown(path: Path) -> str:
    """A path as messages show it: relative where it lies within the current folder."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def dotted_name(path: Path) -> tuple[str, bool]:
    """The name under which a file is imported, from where it lies in its package, and whether it is one."""
    path = path.resolve()
    package = path.name == "__init__.py"
    parts = [] if package else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").is_file():
        parts.insert(0, folder.name)
        if folder.parent == folder:
            break
        folder = folder.parent
    return (".".join(parts) if all(p.isidentifier() for p in parts) else ""), package


__all__ = ["Loader", "dotted_name", "shown"]
