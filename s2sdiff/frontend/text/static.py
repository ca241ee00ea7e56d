"""The scope of functions whose module is read, and never imported or run."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from s2sdiff.frontend.text.bindings import Binding, Bindings, Position, bindings_of
from s2sdiff.frontend.text.evaluate import Unknown, changeable, evaluate, truth
from s2sdiff.frontend.text.loader import Loader
from s2sdiff.frontend.text.records import record
from s2sdiff.frontend.text.scope import Found, is_library, literal
from s2sdiff.frontend.text.source import parse
from s2sdiff.frontend.values import Lib, Made, ModuleRef, MutableDefault, Poison, Seq, UserFn, plain_data
from s2sdiff.graph import Const, External

AFTER_ALL: Position = (1 << 60, 0)
_STAR = ("*", AFTER_ALL)
_LASTING = {"version", "version_info", "hexversion", "implementation", "maxsize", "float_info"}


class Unseen:
    """The scope of a module that cannot be looked into: its names are taken for functions without source."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find(self, name: str) -> Found | None:
        """A function of which nothing but its place is known."""
        return Found(Lib(External(self.name, name)), External(self.name, name))


class Imported:
    """A module of Python's own: functions and classes are known, its data (but for the version) is not."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module

    def find(self, name: str) -> Found | None:
        """What the attribute `name` is."""
        if not hasattr(self.module, name):
            return None
        value, dotted = getattr(self.module, name), self.module.__name__
        if isinstance(value, ModuleType):
            return module_value(value, External(dotted, name))
        lasting = callable(value) or is_library(dotted) or (dotted == "sys" and name in _LASTING)
        if not lasting:
            return Found(None, External(dotted, name, data=True), known=False)
        return Found(value, External(dotted, name, value))


def module_value(module: ModuleType, external: External) -> Found:
    """A module that was imported, as a value."""
    if is_library(module.__name__):
        return Found(module, external)
    return Found(ModuleRef(module.__name__, None, Imported(module)), external)


class View:
    """A module seen from outside, by attribute: its own names and its submodules."""

    def __init__(self, module: StaticModule) -> None:
        self.module = module

    def find(self, name: str) -> Found | None:
        """What the attribute `name` is."""
        own = self.module.own(name)
        rows = self.module.bindings.names.get(name, [])
        imported = own is not None and not own.known and all(b.form == "import" for b in rows)
        if (own is not None and not imported) or not self.module.is_package:
            return own
        dotted = f"{self.module.name}.{name}"
        return self.module.module_found(dotted) if self.module.loader.module(dotted) is not None else own


class StaticModule:
    """The text of a module as a scope.

    Attributes:
        name: the name under which it can be imported; empty where it cannot.
        filename: the name that messages show.
    """

    def __init__(self, text: str, filename: str, name: str, loader: Loader, is_package: bool = False) -> None:
        self.text, self.filename, self.name, self.loader, self.is_package = (
            text,
            filename,
            name,
            loader,
            is_package,
        )
        self.tree = parse(text, filename)
        self.bindings: Bindings = bindings_of(self.tree)
        self.known: dict[tuple[str, Position], Found | None] = {}
        self.busy: set[tuple[str, Position]] = set()
        self.made: dict[Any, Any] = {}  # what functions of ours gave
        loader.add(self)

    # -- names ----------------------------------------------------------------------------------

    def find(self, name: str) -> Found | None:
        """What `name` refers to in a function of this module, or None."""
        found = self.own(name)
        if found is None and hasattr(builtins, name):
            value = getattr(builtins, name)
            return Found(value, External("builtins", name, value))
        return found

    def own(self, name: str, at: Position = AFTER_ALL) -> Found | None:
        """What the module binds to a name before a position of its text, or None where it binds nothing."""
        key = (name, at)
        if key in self.known:
            return self.known[key]
        if key in self.busy or name in self.bindings.rebound:
            return self.unknown(name)
        self.busy.add(key)
        try:
            found = self.known[key] = self._own(name, at)
        finally:
            self.busy.discard(key)
        return found

    def unknown(self, name: str) -> Found:
        """Data that is read when the program runs."""
        return Found(None, External(self.name, name, data=True), known=False)

    def _own(self, name: str, at: Position) -> Found | None:
        rows = [
            *self.bindings.names.get(name, ()),
            *(b for b in self.bindings.stars if name in self.exports_of(b)),
        ]
        for binding in sorted((b for b in rows if b.end <= at), key=lambda b: b.end, reverse=True):
            holds = self.holds(binding, at)
            if holds is None:
                return self.unknown(name)
            if holds:
                return self.bound(name, binding)
        return None

    def single(self, name: str) -> Binding | None:
        """The only binding of a name, where there is but one and it is unconditional."""
        rows = self.bindings.names.get(name, [])
        return rows[0] if len(rows) == 1 and not rows[0].conditions else None

    def bound(self, name: str, binding: Binding) -> Found:
        """What a binding gives."""
        if binding.form == "def" and isinstance(binding.node, ast.FunctionDef):
            if any(self.is_ours(d) for d in binding.node.decorator_list):
                return Found(Made(self, name, binding.node), External(self.name, name))
            fn = self.function(binding.node)
            assert fn.external is not None
            return Found(fn, fn.external)
        if binding.form == "class":
            external = External(self.name, name)
            return Found(Lib(External(self.name, name, record(self, binding.node))), external)
        if binding.form == "import":
            if binding.extra.name == "*":
                return self.member(self.absolute(binding.node), name, name)
            return self.imported(binding.node, binding.extra) or self.unknown(name)
        if binding.form == "value":
            if isinstance(binding.node, ast.Call) and self.is_ours(binding.node):
                return Found(Made(self, name, binding.node), External(self.name, name))
            try:
                value = self.evaluate(binding.node, name)
            except Unknown:
                return self.unknown(name)
            if changeable(value) and name in self.bindings.changed:
                return self.unknown(name)
            if isinstance(value, int | float) and not self.name:
                return Found(Const(value), External("", name))
            return Found(value, External(self.name, name, data=True))
        return self.unknown(name)

    def holds(self, binding: Binding, at: Position = AFTER_ALL) -> bool | None:
        """Whether the conditions of a binding hold where it is read, None where that is not known."""
        for form, node, way in binding.conditions:
            if within(node, way, at):
                continue
            fact = self.runs_through(node.body) if form == "try" else self.truth(node.test)
            if fact is None:
                return None
            if fact is not way:
                return False
        return True

    def truth(self, node: ast.expr) -> bool | None:
        """Whether a condition of the module's own code holds."""
        if ast.unparse(node).rpartition(".")[2] == "TYPE_CHECKING":
            return False
        return truth(node, self.lookup_before(node))

    def runs_through(self, nodes: list[ast.stmt]) -> bool | None:
        """Whether statements of the module's own code raise nothing; None where that is not known."""
        for s in nodes:
            fact: bool | None = None
            if isinstance(s, ast.Import):
                fact = all(self.loader.module(a.name) is not None for a in s.names)
            elif isinstance(s, ast.ImportFrom):
                target = self.loader.module(self.absolute(s))
                fact = target is not None and all(
                    a.name == "*" or self.member_exists(target, a.name) for a in s.names
                )
            elif isinstance(s, ast.Pass | ast.FunctionDef):
                fact = True
            elif isinstance(s, ast.If):
                way = self.truth(s.test)
                if way is None:
                    return False if self.computes(s.test) is False else None
                fact = self.runs_through(s.body if way else s.orelse)
            elif isinstance(s, ast.Assign | ast.AnnAssign | ast.Expr) and s.value is not None:
                fact = self.computes(s.value)
            if not fact:
                return fact
        return True

    def computes(self, node: ast.expr) -> bool | None:
        """Whether an expression has a value: False for a name that nothing binds."""
        unbound = isinstance(node, ast.Name) and not hasattr(builtins, node.id)
        if unbound and self.own(node.id, (node.lineno, node.col_offset)) is None:  # type: ignore[attr-defined]
            return False
        try:
            self.evaluate(node)
        except Unknown:
            return None
        return True

    def member_exists(self, target: StaticModule | ModuleType, name: str) -> bool:
        """Whether a module has a name."""
        if isinstance(target, ModuleType):
            return hasattr(target, name)
        return View(target).find(name) is not None

    # -- values ---------------------------------------------------------------------------------

    def lookup_before(self, node: ast.expr) -> Callable[[str], Any]:
        """How an expression of the module's own code reads names: as they are bound where it stands."""
        at = (node.lineno, node.col_offset)

        def lookup(name: str) -> Any:
            found = self.own(name, at)
            if found is None:
                if not hasattr(builtins, name):
                    raise Unknown
                return getattr(builtins, name)
            if not found.known:
                raise Unknown
            return found.value.value if isinstance(found.value, Const) else found.value

        return lookup

    def evaluate(self, node: ast.expr, name: str = "<lambda>") -> Any:
        """The value of an expression of the module's own code; raises Unknown."""
        if is_guard(node):  # whether somebody has put a name here before the module ran
            assert isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant)
            return self.own(str(node.left.value), (node.lineno, node.col_offset)) is not None
        return evaluate(node, self.lookup_before(node), lambda n: self.function(n, name))

    def function(self, node: ast.FunctionDef | ast.Lambda, name: str = "") -> UserFn:
        """A function that is defined in this module."""
        name = node.name if isinstance(node, ast.FunctionDef) else name
        a = node.args
        defaults = tuple(self.default(d) for d in a.defaults)
        kw = {
            p.arg: self.default(d) for p, d in zip(a.kwonlyargs, a.kw_defaults, strict=True) if d is not None
        }
        external = External(self.name, name) if name != "<lambda>" else None
        return UserFn(name, node, self, self.filename, defaults, kw, (), external)

    def plain(self, node: ast.FunctionDef) -> UserFn:
        """The function of a definition without the decorators that are s2sdiff's."""
        kept = [d for d in node.decorator_list if not self.is_ours(d)]
        if len(kept) != len(node.decorator_list):
            node = copy.copy(node)
            node.decorator_list = kept
        return self.function(node)

    def default(self, node: ast.expr) -> Any:
        """The value of a default, as the front end wants it."""
        try:
            return self.as_default(self.evaluate(node))
        except Unknown:
            return Poison(
                "SD401",
                "the default of this argument is not known before the module runs",
                "give the argument",
            )

    def as_default(self, value: Any) -> Any:
        """A value of the world outside as a default."""
        known = literal(value)
        if known is not None:
            return known
        if isinstance(value, tuple):
            return Seq(tuple(self.as_default(v) for v in value))
        if isinstance(value, UserFn | Lib | ModuleRef):
            return value
        if callable(value) and is_library(getattr(value, "__module__", None)):
            return Lib(External(value.__module__, value.__name__, value))
        if isinstance(value, list | dict) and plain_data(value):
            return MutableDefault(value)
        return Poison("SD206", "a mutable default argument is read here", "give the argument explicitly")

    def is_ours(self, node: ast.expr) -> bool:
        """Whether a decorator is one of s2sdiff's."""
        while isinstance(node, ast.Call | ast.Attribute):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).rpartition(".")[2] == "partial"
                and node.args
            ):
                node = node.args[0]
            else:
                node = node.func if isinstance(node, ast.Call) else node.value
        binding = self.single(node.id) if isinstance(node, ast.Name) else None
        if binding is None or binding.form != "import":
            return False
        module = binding.extra.name if isinstance(binding.node, ast.Import) else binding.node.module or ""
        return bool(module.partition(".")[0] == "s2sdiff" and not getattr(binding.node, "level", 0))

    # -- imports --------------------------------------------------------------------------------

    def absolute(self, node: ast.ImportFrom) -> str:
        """The dotted name of the module of a ``from`` import."""
        if not node.level:
            return node.module or ""
        parts = self.name.split(".") if self.name else []
        parts = parts[: len(parts) - node.level + self.is_package]
        return ".".join([*parts, *filter(None, [node.module])])

    def imported(self, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Found | None:
        """What an import binds; also asked for imports inside of functions."""
        if isinstance(node, ast.Import):
            return self.module_found(alias.name if alias.asname else alias.name.partition(".")[0])
        return self.member(self.absolute(node), alias.name, alias.asname or alias.name)

    def module_found(self, dotted: str) -> Found:
        """A module as a value."""
        target = self.loader.module(dotted)
        external = External(dotted.rpartition(".")[0], dotted.rpartition(".")[2])
        if isinstance(target, ModuleType):
            return module_value(target, external)
        return Found(ModuleRef(dotted, None, Unseen(dotted) if target is None else View(target)), external)

    def member(self, dotted: str, name: str, local: str) -> Found:
        """What ``from dotted import name`` gives."""
        target = self.loader.module(dotted)
        if isinstance(target, ModuleType):
            return Imported(target).find(name) or self.module_found(f"{dotted}.{name}")
        if target is None:
            return Unseen(dotted).find(name) if dotted else self.unknown(local)  # type: ignore[return-value]
        found = View(target).find(name)
        if found is None:
            return Found(Lib(External(dotted, name)), External(dotted, name))
        if self.name and found.external.data:
            return Found(found.value, External(self.name, local, data=True), None, found.known)
        return found

    def exports_of(self, binding: Binding) -> set[str]:
        """The names that a star import binds."""
        target = self.loader.module(self.absolute(binding.node))
        if isinstance(target, ModuleType):
            return set(getattr(target, "__all__", None) or (n for n in vars(target) if not n.startswith("_")))
        return target.exports() if target is not None else set()

    def exports(self) -> set[str]:
        """The names that ``from this import *`` binds."""
        if _STAR in self.busy:
            return set()
        self.busy.add(_STAR)
        try:
            listed = self.own("__all__")
            if listed is not None and listed.known and isinstance(listed.value, list | tuple):
                return {n for n in listed.value if isinstance(n, str)}
            names = set(self.bindings.names)
            for star in self.bindings.stars:
                names |= self.exports_of(star)
            return {n for n in names if not n.startswith("_")}
        finally:
            self.busy.discard(_STAR)

    # -- definitions ----------------------------------------------------------------------------

    def definitions(self) -> Iterator[tuple[str, Any]]:
        """The functions that the module defines, in order: the last definition of each name."""
        for name, rows in self.bindings.names.items():
            binding = rows[-1]
            anonymous = binding.form == "value" and isinstance(binding.node, ast.Lambda)
            if (anonymous or binding.form == "def") and self.holds(binding):
                yield name, binding.node


def within(node: ast.If | ast.Try, way: bool, at: Position) -> bool:
    """Whether a position lies on one way through a branch: what comes before it on that way has happened."""
    handlers = [s for h in getattr(node, "handlers", ()) for s in h.body]
    body = [*node.body, *(node.orelse if isinstance(node, ast.Try) else ())]
    statements = body if way else handlers or node.orelse
    return any(
        (s.lineno, s.col_offset) <= at <= (s.end_lineno or 0, s.end_col_offset or 0) for s in statements
    )


def is_guard(node: ast.expr) -> bool:
    """Whether an expression is ``"name" in globals()``."""
    if not (
        isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.ops[0], ast.In)
    ):
        return False
    return len(node.ops) == 1 and ast.unparse(node.comparators[0]) == "globals()"


__all__ = ["StaticModule"]
