"""The state of a lowering: the statements so far, what each name stands for, and how paths meet."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, ClassVar

import numpy as np

from s2sdiff.errors import Place, Refusal, S2SDiffError
from s2sdiff.frontend.liveness import liveness
from s2sdiff.frontend.scope import Found, LiveScope, Where, is_library, lives_in, public_module
from s2sdiff.frontend.source import definition
from s2sdiff.frontend.values import (
    UNBOUND,
    Choice,
    Iter,
    Known,
    Lib,
    ModuleRef,
    MutableDefault,
    Obj,
    Poison,
    Ref,
    Seq,
    Table,
    Transform,
    Unbound,
    UserFn,
    link,
)
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Const,
    Effect,
    External,
    If,
    Let,
    Merge,
    Op,
    Stmt,
    Update,
    Var,
)
from s2sdiff.kinds import ANY, Array, Dim, Kind, join, kind_of

NameKey = tuple[int, str]


def name_of(key: NameKey) -> str:
    """What a name of the environment is called in source; ours are marked by ``%`` and numbered by ``#``."""
    return key[1].lstrip("%").partition("#")[0]


class Env:
    """What names stand for on one path, and the current version of each container."""

    __slots__ = ("dead", "names", "versions")

    def __init__(self, names: dict[NameKey, Any], versions: dict[Obj, Var]) -> None:
        self.names, self.versions, self.dead = names, versions, False

    def copy(self) -> Env:
        """A path that goes its own way from here."""
        return Env(dict(self.names), dict(self.versions))


@dataclass(frozen=True)
class Guard:
    """A fact about the world outside that a specialisation relies on."""

    where: Where
    value: Any
    how: str  # "is": the same object; "type": the same type; "equal": an equal value of the same type


class Frame:
    """A function being lowered, inlined or not."""

    __slots__ = ("fn", "given", "globals", "id", "lines", "nonlocals", "outer")

    def __init__(self, id: int, fn: UserFn, lines: list[str]) -> None:
        self.id, self.fn, self.lines = id, fn, lines
        self.outer: tuple[int, ...] = fn.frame
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.given: tuple[Any, ...] = ()


class Unreachable(Exception):
    """What follows in this statement is never reached."""


class Lowerer:
    """Lowers one function to the IR. Handlers for each kind of syntax are registered from outside."""

    expressions: ClassVar[dict[type, Callable[[Lowerer, Any], Any]]] = {}
    statements: ClassVar[dict[type, Callable[[Lowerer, Any], None]]] = {}

    def __init__(self, lines_of: Callable[[str], list[str]], *, fold: bool = False) -> None:
        self.out: list[Stmt] = []
        self.env = Env({}, {})
        self.frames: list[Frame] = []
        self.guards: dict[Any, Guard] = {}
        self.lines_of = lines_of
        self.fold = fold
        self.node: Any = None
        self._next_frame = 0
        self._place: tuple[Any, Place | None] = (None, None)
        self.guessed: dict[NameKey, Any] | None = None
        self.loop_depth: dict[int, int] = {}
        self.cells: dict[str, Where] = {}
        self.recursion: Any = None
        self.lengths: dict[Var, int] = {}
        self.facts: dict[tuple[Var, bool], list[tuple[Any, Any]]] = {}
        self.negations: dict[Var, Atom] = {}
        self.entries: list[Env] = []
        self.shares: dict[Var, Obj] = {}
        self.dims: dict[Var, Dim] = {}
        self.objects: dict[Var, Obj] = {}
        self.tuples: dict[Var, tuple[Atom, ...] | list[Atom]] = {}  # what tuples and lists were built of
        self.views: dict[Var, Ref] = {}  # the part of a named array that a value shows
        self.distinct: set[Var] = set()  # vectors of indices none of which repeats
        self.passing = False  # a list that is written here is an argument of a library's function
        self.samples: dict[Var, Any] = {}  # what is data at run time, and known now: classes and dtypes
        self._dims = 0
        self.prefix = ""

    # -- places and refusals --------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """The innermost function."""
        return self.frames[-1]

    def place(self) -> Place | None:
        """The place of the syntax node being lowered."""
        node = self.node
        if node is None or not self.frames:
            return None
        if self._place[0] is node:
            return self._place[1]
        lines = self.frame.lines
        text = lines[node.lineno - 1].rstrip("\n") if 0 < node.lineno <= len(lines) else ""
        end = node.end_col_offset
        place = Place(
            self.frame.fn.filename,
            node.lineno,
            node.col_offset + 1,
            node.end_lineno,
            None if end is None else end + 1,
            text,
        )
        self._place = (node, place)
        return place

    def refuse(self, code: str, message: str, hint: str = "", node: Any = None) -> Refusal:
        """The refusal of the construct being lowered, to be raised."""
        if node is not None and hasattr(node, "lineno"):
            self.node = node
        return Refusal(code, message, self.place(), hint)

    def ends(self, error: type[BaseException], args: tuple[Any, ...]) -> Unreachable:
        """Emit an exception that is certain to be raised here; gives what says that nothing follows, to be raised."""
        import builtins

        external = External("builtins", error.__name__, getattr(builtins, error.__name__))
        cls = self.let(Op("global", external.name, external), (), ANY)
        template = ast.Raise(ast.Call(ast.Name("_0", ast.Load()), [ast.Constant(a) for a in args], []), None)
        self.out.append(Effect("raise", Op("template", "raise", template), (cls,), self.place()))
        return Unreachable()

    # -- emitting -------------------------------------------------------------------------------

    def var(self, kind: Kind, name: str = "t", weak: bool = True) -> Var:
        """A new variable."""
        return Var(name, kind, weak)

    def let(self, op: Op, args: tuple[Atom, ...], kind: Kind, name: str = "t") -> Var:
        """Emit one operation and give its result."""
        target = Var(name, kind, True)
        if op.form == "item" and args[0] in self.shares and isinstance(kind, Array):
            self.shares[target] = self.shares[args[0]]
        self.out.append(Let(target, op, args, self.place()))
        return target

    def update(
        self, ref: Ref, how: str, args: tuple[Atom, ...], kind: Kind | None = None, item: Var | None = None
    ) -> None:
        """Emit a change in place of a container, of which a new version exists from now on."""
        obj = ref.obj
        if obj.frozen:
            raise self.refuse("SD205", f"`{obj.name}` is changed here, {obj.frozen}", "work on a copy")
        if not obj.owned:
            raise self.refuse(
                "SD206", f"`{obj.name}` lives outside the function and is changed here", "work on a copy"
            )
        old = self.env.versions[obj]
        new = Var(old.name, kind or old.kind, old.weak)
        self.out.append(Update(new, old, how, (*ref.path, *args), item, self.place()))
        self.env.versions[obj] = new
        if old in self.lengths and not ref.path:
            self.lengths[new] = self.lengths[old] + {"append": 1, "pop": -1}.get(how, 0)

    def new_object(self, version: Var, name: str = "") -> Ref:
        """A fresh container whose first version is `version`."""
        obj = Obj(name or version.name)
        self.env.versions[obj] = version
        return Ref(obj)

    def captured(self) -> tuple[list[Stmt], Env]:
        """Start a block: the statements and the environment to come back to."""
        saved = self.out, self.env
        self.out, self.env = [], self.env.copy()
        return saved

    def new_dim(self) -> str:
        """A length that is not known to equal any other."""
        self._dims += 1
        return f"{self.prefix}d{self._dims}"

    # -- expressions and statements -------------------------------------------------------------

    def expr(self, node: ast.expr) -> Any:
        """Lower an expression to a value."""
        handler = self.expressions.get(type(node))
        if handler is None:
            raise self.refuse("SD201", f"`{type(node).__name__}` is not in the language", node=node)
        before, self.node = self.node, node
        value = handler(self, node)
        self.node = before
        return value

    def stmts(self, nodes: list[ast.stmt]) -> None:
        """Lower statements until a path ends; where only some paths ended, the rest is guarded."""
        for position, node in enumerate(nodes):
            if self.env.dead:
                return
            skip = self.get_flag("%skip")
            if isinstance(skip, Const):
                if skip.value:
                    return
            else:
                rest = nodes[position:]
                self.branch(skip, lambda: self.forget(nodes[-1]), lambda: self.unskipped(rest))  # noqa: B023
                return
            handler = self.statements.get(type(node))
            if handler is None:
                raise self.refuse("SD201", f"`{type(node).__name__}` is not in the language", node=node)
            self.node = node
            self.rest = nodes[position + 1 :]
            self.forget(node, before=True)
            try:
                handler(self, node)
            except Unreachable:
                self.env.dead = True
                return
            if self.rest is None:  # the handler took the rest into its branches
                self.rest = []
                return
            self.forget(node)

    rest: list[ast.stmt] | None = None

    def forget(self, node: ast.stmt, before: bool = False) -> None:
        """Unbind the names of this function that nothing reads after a statement, or from it on."""
        frame = self.frame
        if isinstance(frame.fn.node, ast.Lambda):
            return
        live = liveness(frame.fn.node).get(id(node))
        if live is None:
            return  # a statement that stands for another one
        names, kept = self.env.names, live[0 if before else 1]
        for key in names:
            if key[0] == frame.id and key[1] not in kept and key[1][0] != "%":
                names[key] = UNBOUND

    def unskipped(self, nodes: list[ast.stmt]) -> None:
        """Lower statements on a path on which nothing is skipped."""
        self.clear_flags()
        self.stmts(nodes)

    def clear_flags(self) -> None:
        """This path goes on: nothing is skipped, no loop is left, nothing is returned yet."""
        for name in ("%skip", "%stop", "%returned"):
            self.set_flag(name, Const(False))

    # -- names ----------------------------------------------------------------------------------

    def get_flag(self, name: str) -> Any:
        """A flag of the innermost function, such as whether the rest is skipped."""
        return self.env.names.get((self.frame.id, name), Const(False))

    def set_flag(self, name: str, value: Any) -> None:
        """Set a flag of the innermost function."""
        self.env.names[self.frame.id, name] = value

    def assign_name(self, name: str, value: Any) -> None:
        """Bind a name."""
        frame = self.frame
        if isinstance(value, Iter) and value.how in (
            "generator",
            "zip",
            "map",
            "filter",
            "enumerate",
            "reversed",
            "transposed",
        ):
            raise self.refuse(
                "SD209",
                "an iterator is kept in a variable",
                "make a list of it, or loop over it where it is made",
            )
        if name in frame.globals:
            raise self.refuse("SD201", f"the global `{name}` is written", "return the value instead")
        key = (frame.id, name)
        if name in frame.nonlocals:
            for outer in reversed(frame.outer):
                if (outer, name) in self.env.names:
                    key = (outer, name)
        self.bind(key, value)

    def bind(self, key: NameKey, value: Any) -> None:
        """Put a value into a place of the environment, and call it by that place's name."""
        name = key[1]
        if isinstance(value, Var) and value.weak:
            value.name, value.weak = name, False
        if isinstance(value, Var) and isinstance(value.kind, Array):
            from s2sdiff.frontend.arrays import named

            value = named(self, value, name)
        elif isinstance(value, Ref) and not value.path:
            version = self.env.versions[value.obj]
            if version.weak:
                version.name, version.weak = name, False
                value.obj.name = name
        self.env.names[key] = value

    def lookup(self, name: str) -> Any:
        """What a name stands for here."""
        names = self.env.names
        frame = self.frame
        key = (frame.id, name)
        value = names.get(key, UNBOUND)
        if value is UNBOUND and self.guessed is not None and key in self.guessed:
            return self.guess(key)
        if value is UNBOUND and key not in names:
            for outer in reversed(frame.outer):
                value = names.get((outer, name), UNBOUND)
                if value is not UNBOUND:
                    break
        if value is UNBOUND:
            found = frame.fn.scope.find(name) if key not in names else None
            if found is None:
                raise self.refuse("SD207", f"`{name}` may have no value here", "give it one on every path")
            return self.external(found)
        if isinstance(value, Poison):
            raise self.refuse(value.code, value.message, value.hint)
        if isinstance(value, Ref) and value.obj.stale:
            raise self.refuse(
                "SD205",
                f"`{name}` is an item of a container, which has changed it since",
                "read it from there",
            )
        return value

    def guess(self, key: NameKey) -> Any:
        """A stand-in for a name that gets its value later in the loop; the loop is lowered again."""
        assert self.guessed is not None
        self.guessed[key] = True
        return Const(0.0)

    # -- the world outside ----------------------------------------------------------------------

    def guard(self, where: Where | None, value: Any, how: str) -> None:
        """Note that the specialisation relies on what can be read somewhere."""
        if where is not None:
            self.guards.setdefault((id(where.holder), where.key), Guard(where, value, how))

    def external(self, found: Found) -> Any:
        """The value of a free name."""
        if not found.known:
            return self.read_global(found, ANY).atom
        value = self.static_value(found.value, found.external)
        if value is not None:
            self.guard(found.where, found.value, "is")
            return value
        if type(found.value) in (str, bool, type(None)):
            self.guard(found.where, found.value, "equal")
            return Const(found.value)
        self.guard(found.where, found.value, "is" if isinstance(found.value, list | dict | tuple) else "type")
        return self.read_global(found, kind_of(found.value))

    def read_global(self, found: Found, kind: Kind) -> Known:
        """Read data of a module, or of a closure, once a function."""
        external = found.external
        if not external.module and found.where is not None:
            external = replace(external, name=self.cell_name(external.name, found.where))
        target = Var(external.name, kind)
        self.out.append(Let(target, Op("global", external.name, external), ()))
        return Known(target, found.value)

    def cell_name(self, name: str, where: Where) -> str:
        """The name of a captured value in generated source; two functions may capture others by one name."""
        base, k = name, 1
        while name in self.cells and self.cells[name].holder is not where.holder:
            k += 1
            name = f"{base}_{k}"
        self.cells[name] = where
        return name

    def static_value(self, value: Any, external: External) -> Any:
        """Functions, classes and modules as values; None for data."""
        if isinstance(value, UserFn | Lib | ModuleRef | Const):
            return value
        from s2sdiff.frontend.declared import declared_value

        declared = declared_value(self, value, external)
        if declared is not None:
            return declared
        if isinstance(value, ModuleType):
            return ModuleRef(value.__name__, value)
        if type(value).__name__ == "_lru_cache_wrapper":  # what it remembers is what it would compute
            value = value.__wrapped__
        origin = getattr(value, "__s2sdiff_primal__", None)
        if origin is not None:
            return Lib(External(external.module, external.name, value))
        if isinstance(value, FunctionType):
            if is_library(value.__module__) or value in self.known_functions():
                return Lib(External(public_module(value), value.__qualname__, value))
            try:
                return self.user_function(value, External(external.module, external.name, value))
            except S2SDiffError as e:
                if isinstance(e, Refusal) or e.code != "SD102":
                    raise
            module = "" if external.module.startswith("<s2sdiff ") else external.module
            return Lib(External(module, external.name, value))  # no source: called as it is, on constants
        if isinstance(value, type):
            module = value.__module__
            home = module if is_library(module) or lives_in(module, value) else external.module
            return Lib(External(home, value.__qualname__ if home else external.name, value))
        if isinstance(value, MethodType) and isinstance(value.__func__, FunctionType):
            fn = self.user_function(value.__func__, External(external.module, external.name, value))
            if isinstance(value.__self__, type):
                owner: Any = self.static_value(
                    value.__self__, External("", value.__self__.__name__, value.__self__)
                )
            else:
                method = self.let(Op("global", external.name, external), (), ANY)
                owner = Known(self.let(Op("attr", "__self__"), (method,), ANY), value.__self__)
            return UserFn(
                fn.name, fn.node, fn.scope, fn.filename, fn.defaults, fn.kw_defaults, (), None, owner
            )
        if isinstance(value, BuiltinFunctionType) or (
            callable(value) and is_library(getattr(type(value), "__module__", ""))
        ):
            return self.library_function(value, external)
        return None

    def known_functions(self) -> dict[Any, Any]:
        """Functions that have a rule, whoever wrote them."""
        from s2sdiff.rules.declare import RULES

        return RULES

    def library_function(self, value: Any, external: External) -> Any:
        """A function without Python source: of a library if that is where it lives."""
        name = getattr(value, "__name__", external.name)
        module: Any = getattr(value, "__module__", None) or getattr(type(value), "__module__", "")
        if type(value).__name__ == "partial" and hasattr(value, "func"):
            return None
        if getattr(builtins, name, None) is value:
            return Lib(External("builtins", name, value))
        for candidate in (
            ("numpy", "scipy.special") if type(value).__name__ in ("ufunc", "MultiUFunc") else (module,)
        ):
            import sys

            if getattr(sys.modules.get(candidate), name, None) is value:
                return Lib(External(candidate, name, value))
        return Lib(External(external.module, external.name, value))

    def user_function(self, fn: FunctionType, external: External) -> UserFn:
        """A function object, with its definition."""
        wrapped = getattr(fn, "__wrapped__", None)
        node = definition(fn)
        if (
            wrapped is None
            and getattr(node, "decorator_list", None)
            and fn.__name__ != getattr(node, "name", fn.__name__)
        ):
            raise self.refuse(
                "SD303", f"the decorator of `{fn.__name__}` cannot be followed", "call the plain function"
            )
        scope = LiveScope(fn)
        self.guard(Where("attr", fn, "__code__"), fn.__code__, "is")
        self.guard(Where("attr", fn, "__defaults__"), fn.__defaults__, "is")
        defaults = tuple(self.default_value(v) for v in fn.__defaults__ or ())
        kw_defaults = {k: self.default_value(v) for k, v in (fn.__kwdefaults__ or {}).items()}
        return UserFn(fn.__name__, node, scope, fn.__code__.co_filename, defaults, kw_defaults, (), external)

    def default_value(self, value: Any) -> Any:
        """The value of a default argument, which is read when the function is defined."""
        if type(value) in (int, float, str, bool, type(None), complex):
            return Const(value)
        if isinstance(value, tuple):
            return Seq(tuple(self.default_value(v) for v in value))
        static = self.static_value(value, External("", getattr(value, "__name__", "default"), value))
        if static is not None:
            return static
        if type(value) in (list, dict, set) and plain_data(value):
            return MutableDefault(value)
        return Poison("SD206", "a mutable default argument is read here", "give the argument explicitly")

    def mutable_default(self, fn: Any, value: Any) -> Any:
        """What a default that is a list, dict or set stands for, as long as nobody changes it."""
        import copy

        from s2sdiff.frontend import containers

        if fn is not None:
            where = Where("attr", fn, "__defaults__")
            self.guards[id(fn), "__defaults__=="] = Guard(where, copy.deepcopy(fn.__defaults__), "equal")
        if isinstance(value, set):
            return Seq(tuple(self.default_value(v) for v in sorted(value, key=repr)))
        if isinstance(value, dict):
            return Table({k: self.default_value(v) for k, v in value.items()})
        made = containers.build_list(self, [self.default_value(v) for v in value])
        if isinstance(made, Ref):
            made.obj.frozen = "though it is a default argument, which all calls share"
        return made

    # -- paths that meet ------------------------------------------------------------------------

    def branch(self, cond: Atom, then: Callable[[], Any], orelse: Callable[[], Any], name: str = "t") -> Any:
        """Lower both ways of a condition and join what they leave; gives the joined value of the two."""
        place = self.place()
        saved = self.captured()
        self.assume(cond, True)
        a = self.way(then)
        then_out, then_env = self.out, self.env
        self.out, self.env = [], saved[1].copy()
        self.assume(cond, False)
        b = self.way(orelse)
        else_out, else_env = self.out, self.env
        self.out, before = saved
        merges: list[Merge] = []
        self.env = self.meet(before, [(then_env, cond), (else_env, cond)], merges)
        value = None
        if then_env.dead:
            value = b
        elif else_env.dead:
            value = a
        if value is None or (then_env.dead != else_env.dead):
            a = UNBOUND if then_env.dead else a
            b = UNBOUND if else_env.dead else b
            value = self.join([a, b], merges, name, cond, [then_env, else_env])
        self.emit_if(If(cond, tuple(then_out), tuple(else_out), tuple(merges), place))
        if self.env.dead:
            raise Unreachable
        return value

    def way(self, work: Callable[[], Any]) -> Any:
        """Lower one way of a branch, which may end in an exception."""
        try:
            return work()
        except Unreachable:
            self.env.dead = True
            return UNBOUND

    def emit_if(self, stmt: If) -> None:
        """Emit a branch, unless neither way does anything."""
        if stmt.then or stmt.orelse or stmt.merges:
            self.out.append(stmt)

    def meet(self, before: Env, paths: list[tuple[Env, Atom]], merges: list[Merge]) -> Env:
        """The environment after paths meet; `merges` takes what has to be named anew."""
        alive = [e for e, _ in paths if not e.dead]
        if not alive:
            before.dead = True
            return before
        result = Env({}, {})
        cond = paths[0][1]
        envs = [e for e, _ in paths]
        first = alive[0]
        keys = dict.fromkeys(k for e in alive for k in e.names)
        objs = dict.fromkeys(o for e in alive for o in e.versions)
        joined: dict[tuple[Any, ...], Any] = {}
        unknown: dict[NameKey, list[Any]] = {}
        flags: list[tuple[Var, list[Any]]] = []
        for o in objs:
            versions = [e.versions.get(o) for e in alive]
            if all(v is versions[0] for v in versions) and (
                len(alive) == len(paths) or before.versions.get(o) is versions[0]
            ):
                result.versions[o] = first.versions[o]
            elif o in before.versions:
                values = [UNBOUND if e.dead else e.versions[o] for e in envs]
                joined_version = self.join_atoms(values, merges, o.name)
                if isinstance(joined_version, Var):
                    result.versions[o] = joined_version
                else:
                    o.frozen = "and paths leave it in states that cannot be joined"
                    result.versions[o] = first.versions[o]
        self._escaping = result.versions
        for key in keys:
            absent = Const(False) if key[1] in ("%skip", "%stop", "%returned") else UNBOUND
            values = [UNBOUND if e.dead else e.names.get(key, absent) for e in envs]
            present = [v for e, v in zip(envs, values, strict=True) if not e.dead]
            if all(v is present[0] for v in present) and (
                len(present) == len(values) or before.names.get(key) is present[0]
            ):
                result.names[key] = present[0]
                self.keep_objects(present[0], first, result)
                continue
            memo = tuple(map(id, values))
            if memo not in joined:
                joined[memo] = self.join(values, merges, name_of(key), cond, envs, result)
            result.names[key] = joined[memo]
            if isinstance(joined[memo], Poison):
                unknown[key] = values
            elif isinstance(joined[memo], Var) and all(
                isinstance(v, Const) and isinstance(v.value, bool) for v in present
            ):
                flags.append((joined[memo], values))
        if isinstance(cond, Var) and len(paths) == 2:
            flags.append((cond, [Const(True), Const(False)]))
        for key, values in unknown.items():
            for flag, told in flags:
                for truth in (False, True):
                    here = [
                        v if isinstance(t, Const) and t.value is truth else UNBOUND
                        for v, t in zip(values, told, strict=True)
                    ]
                    if not all(isinstance(v, Unbound) for v in here) and not any(
                        isinstance(v, Poison) for v in here
                    ):
                        known = self.join(here, merges, name_of(key), cond, envs, result)
                        if not isinstance(known, Poison):
                            self.facts.setdefault((flag, truth), []).append((result.names[key], known))
        return result

    def assume(self, cond: Atom, truth: bool) -> None:
        """On a way on which `cond` is known, names that depended on the path may be known too."""
        while isinstance(cond, Var) and cond in self.negations:
            cond, truth = self.negations[cond], not truth
        for unknown, known in self.facts.get((cond, truth), ()) if isinstance(cond, Var) else ():
            for key, value in self.env.names.items():
                if value is unknown:
                    self.env.names[key] = known

    def keep_objects(self, value: Any, env: Env, result: Env) -> None:
        """Carry over the versions of the containers that a value refers to."""
        if isinstance(value, Ref):
            if value.obj not in result.versions and value.obj in env.versions:
                result.versions[value.obj] = env.versions[value.obj]
        elif isinstance(value, Seq):
            for v in value.items:
                self.keep_objects(v, env, result)

    def join(
        self,
        values: list[Any],
        merges: list[Merge],
        name: str,
        cond: Atom,
        envs: list[Env],
        result: Env | None = None,
    ) -> Any:
        """One value for what paths leave in the same place; UNBOUND for a path that leaves nothing."""
        result = result or self.env
        present = [v for v in values if not isinstance(v, Unbound)]
        if not present:
            return UNBOUND
        first = present[0]
        if all(v is first or (isinstance(v, Const) and v.same(first)) for v in values):
            return first
        if isinstance(first, Const) and all(
            e.dead or (isinstance(v, Const) and v.same(first)) for e, v in zip(envs, values, strict=True)
        ):
            return first  # a path that has ended leaves nothing
        for v in present:
            if isinstance(v, Poison):
                return replace(v)  # what is known of the one under a condition is not known of the other
        if all(isinstance(v, Seq) for v in present):
            if all(len(v.items) == len(first.items) and v.cls == first.cls for v in present):
                columns = zip(
                    *[v.items if isinstance(v, Seq) else [UNBOUND] * len(first.items) for v in values],
                    strict=True,
                )
                items = [self.join(list(c), merges, name, cond, envs, result) for c in columns]
                return Seq(tuple(items), first.fields, first.cls, first.form)
            return Poison("SD207", f"`{name}` is a tuple whose length depends on the path")
        if all(isinstance(v, Ref) for v in present):
            return self.join_refs(values, merges, name, envs, result)
        if any(isinstance(v, Ref) for v in present) and all(isinstance(v, Ref | Var) for v in present):
            return self.join_arrays(values, merges, name, envs, result)
        if all(isinstance(v, Var | Const | Known) for v in present):
            atoms = [v.atom if isinstance(v, Known) else v for v in values]
            joined = self.join_atoms(atoms, merges, name)
            for v in atoms:  # what may share memory on one path may share it afterwards
                if isinstance(v, Var) and v in self.shares and isinstance(joined, Var):
                    self.shares[joined] = self.shares[v]
            return joined
        if (
            len(values) == 2
            and len(present) == 2
            and all(isinstance(v, UserFn | Lib | Transform | Choice) for v in present)
        ):
            return Choice(cond, *values)
        if len(present) == 1:
            return first
        return Poison(
            "SD207", f"`{name}` holds different things, depending on the path", "give it one kind of value"
        )

    def join_atoms(self, values: list[Any], merges: list[Merge], name: str) -> Any:
        """Name the atom that paths leave; reuse a merge that is there already."""
        atoms = tuple(UNDEFINED if isinstance(v, Unbound) else v for v in values)
        for m in merges:
            if all(
                a is b or (isinstance(a, Const) and a.same(b)) for a, b in zip(m.values, atoms, strict=True)
            ):
                return m.out
        kind: Kind | None = None
        for a in atoms:
            if a is not UNDEFINED:
                own = kind_of(a.value) if isinstance(a, Const) else a.kind
                kind = own if kind is None else join(kind, own)
                if kind is None:
                    return Poison("SD207", f"`{name}` holds different kinds of value, depending on the path")
        assert kind is not None
        out = Var(name, kind, name == "t")
        merges.append(Merge(out, atoms))
        return out

    def join_refs(
        self, values: list[Any], merges: list[Merge], name: str, envs: list[Env], result: Env
    ) -> Any:
        """A container that is one or another, depending on the path."""
        present = [v for v in values if isinstance(v, Ref)]
        first = present[0]
        if all(v.obj is first.obj and v.path == first.path for v in present):
            if first.obj not in result.versions:  # made on one path only
                here = [
                    e.versions.get(first.obj, UNBOUND) if isinstance(v, Ref) else UNBOUND
                    for e, v in zip(envs, values, strict=True)
                ]
                made = self.join_atoms(here, merges, name)
                if isinstance(made, Var):
                    result.versions[first.obj] = made
                    self.same_facts(made, [v for v in here if isinstance(v, Var)])
            if first.obj in result.versions:
                return first if len(present) == len(values) else self.escaped(first, values, merges, name)
        if any(v.path for v in present):
            return Poison(
                "SD205",
                f"`{name}` is a part of one container or another, depending on the path",
                "work on a copy",
            )
        versions = [
            e.versions[v.obj] if isinstance(v, Ref) else UNBOUND for e, v in zip(envs, values, strict=True)
        ]
        joined = self.join_atoms(versions, merges, name)
        if not isinstance(joined, Var):
            return joined
        obj = Obj(name, all(v.obj.owned for v in present))
        obj.shared = any(v.obj.shared or v.obj.lenders for v in present)
        reason = "but it may be the same object as another name, depending on the path"
        for path, v in zip(envs, values, strict=True):
            if isinstance(v, Ref):
                link(obj, v.obj)
                if v.obj.frozen or self.names_of(v.obj, path) > 1:
                    v.obj.frozen = v.obj.frozen or reason
                    obj.frozen = obj.frozen or reason
        result.versions[obj] = joined
        return Ref(obj)

    def escaped(self, ref: Ref, values: list[Any], merges: list[Merge], name: str) -> Ref:
        """A part of a container that one path names, by subscripts that this path may have computed."""
        from s2sdiff.frontend.views import mapped

        def merged(a: Var) -> Any:
            return self.join_atoms([UNBOUND if isinstance(v, Unbound) else a for v in values], merges, name)

        return mapped(ref, merged)

    def same_facts(self, made: Var, versions: list[Var]) -> None:
        """What is known of a container that one path made holds where the paths meet."""
        if len(versions) == 1:
            tables: tuple[dict[Var, Any], ...] = (self.lengths, self.tuples, self.shares)
            for facts in tables:
                if versions[0] in facts:
                    facts[made] = facts[versions[0]]

    def join_arrays(
        self, values: list[Any], merges: list[Merge], name: str, envs: list[Env], result: Env
    ) -> Any:
        """An array that is a named one on some paths and a new one, or a view, on others: not to be changed."""
        reason = "but it may be the same object as another name, depending on the path"
        atoms: list[Any] = []
        for v, env in zip(values, envs, strict=True):
            atom = env.versions[v.obj] if isinstance(v, Ref) and not v.path else v
            if not isinstance(atom, Unbound) and not (isinstance(atom, Var) and isinstance(atom.kind, Array)):
                return Poison(
                    "SD207",
                    f"`{name}` holds different things, depending on the path",
                    "give it one kind of value",
                )
            owner = v.obj if isinstance(v, Ref) else self.shares.get(v) if isinstance(v, Var) else None
            for other in (
                owner if isinstance(owner, list | tuple | set) else [owner] if owner is not None else []
            ):
                other.frozen = other.frozen or reason
            atoms.append(atom)
        joined = self.join_atoms(atoms, merges, name)
        if not isinstance(joined, Var):
            return joined
        obj = Obj(name)
        obj.frozen = reason
        result.versions[obj] = joined
        return Ref(obj)

    def names_of(self, obj: Obj, env: Env) -> int:
        """How many names (and items of tuples) refer to a container on a path."""

        def count(value: Any) -> int:
            if isinstance(value, Ref):
                return value.obj is obj
            return sum(map(count, value.items)) if isinstance(value, Seq) else 0

        return sum(count(v) for v in env.names.values() if isinstance(v, Ref | Seq))

    # -- running a block on the side ------------------------------------------------------------

    def new_slot(self) -> int:
        """The number of a new frame."""
        self._next_frame += 1
        return self._next_frame

    def new_frame(self, fn: UserFn) -> Frame:
        """A frame for a function about to be lowered."""
        return Frame(self.new_slot(), fn, self.lines_of(fn.filename))

    def block(self, work: Callable[[], Any]) -> tuple[Block, Env, Any]:
        """Run `work` on a path of its own; gives its statements, its environment and its value."""
        saved = self.captured()
        value = self.way(work)
        block, env = tuple(self.out), self.env
        self.out, self.env = saved
        return block, env, value


def plain_data(value: Any) -> bool:
    """Whether a value is made of literals only."""
    if isinstance(value, list | tuple | set):
        return all(plain_data(v) and not isinstance(v, list | dict | set) for v in value)
    if isinstance(value, dict):
        return all(plain_data(v) and not isinstance(v, list | dict | set) for v in value.values())
    return type(value) in (int, float, str, bool, type(None), complex)


def expression(*types: type) -> Callable[[Callable[[Lowerer, Any], Any]], Callable[[Lowerer, Any], Any]]:
    """Register how a kind of expression is lowered."""

    def register(handler: Callable[[Lowerer, Any], Any]) -> Callable[[Lowerer, Any], Any]:
        Lowerer.expressions.update(dict.fromkeys(types, handler))
        return handler

    return register


def statement(*types: type) -> Callable[[Callable[[Lowerer, Any], None]], Callable[[Lowerer, Any], None]]:
    """Register how a kind of statement is lowered."""

    def register(handler: Callable[[Lowerer, Any], None]) -> Callable[[Lowerer, Any], None]:
        Lowerer.statements.update(dict.fromkeys(types, handler))
        return handler

    return register


def atom_of(ctx: Lowerer, value: Any, what: str = "this value") -> Atom:
    """The atom that a value is, or a refusal."""
    if isinstance(value, Var | Const):
        return value
    if isinstance(value, Known):
        if isinstance(value.value, type | np.dtype) and isinstance(value.atom, Var):
            ctx.samples[value.atom] = value.value
        return value.atom
    if isinstance(value, Ref):
        return load_ref(ctx, value)
    if isinstance(value, Seq | Table):
        return pack(ctx, value)
    if isinstance(value, Iter) and value.how == "range":
        return ctx.let(Op("call", "range", External("builtins", "range", range)), value.args, ANY, "range")
    if isinstance(value, slice):
        return ctx.let(
            Op("call", "slice", External("builtins", "slice", slice)),
            (value.start, value.stop, value.step),
            ANY,
        )
    if isinstance(value, UserFn | Lib):
        external = value.external
        if external is not None and external.module:
            read = ctx.let(Op("global", external.name, external), (), ANY)
            if isinstance(external.value, type):
                ctx.samples[read] = external.value
            return read
    raise ctx.refuse("SD201", f"{what} cannot be used as data here")


def load_ref(ctx: Lowerer, ref: Ref) -> Atom:
    """The current version of a container, or the part of it that a path leads to."""
    from s2sdiff.kinds import item_kind

    atom: Var = ctx.env.versions[ref.obj]
    from s2sdiff.frontend.views import Step, flattened

    if any(isinstance(s, Step) for s in ref.path):
        from s2sdiff.frontend.containers import ref_kind

        spec, atoms = flattened(ref.path)
        return ctx.let(Op("item", "index", spec), (atom, *atoms), ref_kind(ctx, ref))
    for step in ref.path:
        atom = ctx.let(Op("item", "item"), (atom, step), item_kind(atom.kind, step))
    return atom


def pack(ctx: Lowerer, value: Seq | Table) -> Atom:
    """Build a tuple or dict at run time from known items."""
    from s2sdiff.frontend.values import kind_of_atom
    from s2sdiff.kinds import DictOf, TupleOf, join_all

    if isinstance(value, Table):
        items = [atom_of(ctx, v) for v in value.items.values()]
        kind: Kind = DictOf(join_all([kind_of_atom(i) for i in items]), tuple(value.items))
        return ctx.let(Op("dict", "dict", tuple(value.items)), tuple(items), kind)
    items = [atom_of(ctx, v) for v in value.items]
    for known, parts in ctx.tuples.items():
        if (
            isinstance(parts, tuple)
            and len(parts) == len(items)
            and all(a is b for a, b in zip(parts, items, strict=True))
            and items
        ):
            return known
    cls = value.cls.value if value.cls else None
    kind = TupleOf(tuple(kind_of_atom(i) for i in items), cls, value.fields)
    packed = ctx.let(Op("tuple", "tuple", value.cls, value.fields if value.cls else ()), tuple(items), kind)
    if value.cls is None:
        ctx.tuples[packed] = tuple(items)
    return packed
