"""The shape of a value that is passed to a function: the atoms in it, and all else on which lowering depends.

Two calls whose arguments are of one shape can share one lowering of the callee. Numbers are atoms, of
whatever type; strings, bools, None and functions belong to the shape.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.state.atoms import load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import (
    Choice,
    Known,
    Lib,
    Method,
    ModuleRef,
    Partial,
    Poison,
    Ref,
    Seq,
    Table,
    UserFn,
)
from s2sdiff.graph import Atom, Const, Op, Var, atom_key
from s2sdiff.kinds import ANY, Array, DictOf, Kind, ListOf, is_number, plain, strip

PART = "for it is a part of another object"


@dataclass(frozen=True)
class Shape:
    """A value with holes for its atoms; compared by form, key and parts, while `keep` rebuilds it."""

    form: str
    key: Any = None
    parts: tuple[Shape, ...] = ()
    keep: Any = field(default=None, compare=False)


def family(kind: Kind) -> Any:
    """What kinds have in common that one parameter can hold."""
    kind = plain(kind)
    if isinstance(kind, ListOf):
        return "list"
    if isinstance(kind, DictOf):
        return "dict"
    if isinstance(kind, Array):
        return ("array", kind.dtype, kind.rank)
    return "number" if is_number(kind) and kind == strip(kind) and kind != ANY else kind


def settled(kind: Kind, ctx: Lowerer) -> Kind:
    """A loose kind for a variable of a function: lengths that are not known to equal any others."""
    if isinstance(kind, Array) and kind.rank is not None:
        return Array(kind.dtype, kind.rank, tuple(ctx.new_dim() for _ in range(kind.rank)))
    return kind


def loose(kind: Kind) -> Kind:
    """A kind without what only one function knows: lengths by symbol, and keys."""
    kind = plain(kind)
    if isinstance(kind, Array):
        return Array(kind.dtype, kind.rank)
    if isinstance(kind, ListOf):
        return ListOf(loose(kind.item) if kind.item is not None else None)
    if isinstance(kind, DictOf):
        return DictOf(loose(kind.item) if kind.item is not None else None)
    return kind


class Taker:
    """Takes values apart; `atoms` are those found, `objects` the containers among them by position.

    The containers in `own` are known to the other side, by the positions that they have there.
    """

    def __init__(self, ctx: Lowerer, own: dict[Obj, int] | None = None) -> None:
        self.ctx, self.own = ctx, own or {}
        self.given: dict[int, Ref] = {}  # the containers, and parts of arrays, by position
        self.atoms: list[Atom] = []
        self.objects: dict[int, Obj] = {}
        self.names: list[str] = []

    def atom(self, a: Atom, name: str) -> int:
        """Note an atom; gives its position."""
        self.atoms.append(a)
        self.names.append(name)
        return len(self.atoms) - 1

    def take(self, value: Any, name: str) -> Shape:
        """The shape of a value."""
        if isinstance(value, Const):
            if type(value.value) in (int, float, complex):
                self.atom(value, name)
                return Shape("atom", "number")
            return Shape("const", atom_key(value), (), value)
        if isinstance(value, Var):
            if isinstance(value.kind, ListOf | DictOf | Array):
                self.atom(value, name)
                return Shape("object", (family(value.kind), None, True), (), PART)
            self.atom(value, name)
            return Shape("atom", family(value.kind))
        if isinstance(value, Known):
            kind = value.atom.kind
            if is_number(kind) and kind != ANY:
                return self.take(value.atom, name)
            self.atom(value.atom, name)
            return Shape("known", (kind, id(value.value)), (), value.value)
        if isinstance(value, Ref):
            return self.reference(value, name)
        if isinstance(value, Seq):
            labels = value.fields or tuple(f"{name}_{k}" for k in range(len(value.items)))
            cls = (value.cls.module, value.cls.name) if value.cls else None
            return Shape("seq", (value.fields, cls, value.form), tuple(map(self.take, value.items, labels)), value)
        if isinstance(value, Table):
            return Shape(
                "table", tuple(value.items), tuple(self.take(v, str(k)) for k, v in value.items.items())
            )
        return self.function(value, name)

    def reference(self, value: Ref, name: str) -> Shape:
        """The shape of a container; one that is passed twice is one object in the callee too."""
        obj = value.obj
        if obj in self.own:
            return Shape("given", self.own[obj])
        if value.path:
            part = load_ref(self.ctx, value)
            assert isinstance(part, Var)
            whole = isinstance(part.kind, Array) and not obj.reason()
            for k, other in self.objects.items():
                if other is obj:
                    raise self.ctx.refuse(
                        "SD304",
                        f"`{self.names[k]}` and a part of it are passed to a recursive function",
                        "pass a copy of the part",
                    )
            if whole and not any(r.obj.related(obj) for r in self.given.values()):
                at = self.atom(part, name)
                self.given[at] = value
                return Shape("object", (family(part.kind), False, False), (), "")
            return self.take(part, name)
        for k, other in self.objects.items():
            if other is obj:
                return Shape("again", k)
        version = self.ctx.version(obj)
        at = self.atom(version, name)
        self.objects[at], self.given[at] = obj, value
        frozen = obj.frozen or (PART if any(self.ctx.names_of(o, self.ctx.env) for o in obj.shares) else "")
        return Shape(
            "object",
            (family(version.kind), obj.shared or bool(obj.lenders), bool(frozen)),
            (),
            frozen,
        )

    def function(self, value: Any, name: str) -> Shape:
        """The shape of a function, or of what else is known when the program is compiled."""
        if isinstance(value, UserFn):
            held = [*value.defaults, *value.kw_defaults.values()]
            own = [] if value.self_value is None else [value.self_value]
            parts = tuple(self.take(v, f"{value.name}_{k}") for k, v in enumerate([*held, *own]))
            return Shape("function", (id(value.node), value.frame, bool(own)), parts, value)
        if isinstance(value, Lib):
            return Shape("lib", (value.external.module, value.external.name), (), value)
        if isinstance(value, ModuleRef):
            return Shape("same", value.name, (), value)
        if isinstance(value, Poison):
            return Shape("same", (value.code, value.message), (), value)
        if isinstance(value, Method):
            return Shape("method", value.name, (self.take(value.owner, name),), value)
        if isinstance(value, Partial):
            bound = [value.fn, *value.args, *value.keywords.values()]
            return Shape("partial", tuple(value.keywords), tuple(self.take(v, name) for v in bound), value)
        if isinstance(value, Choice):
            return Shape(
                "choice", None, tuple(self.take(v, name) for v in (value.cond, value.then, value.orelse))
            )
        raise self.ctx.refuse(
            "SD304", f"`{name}` cannot be passed to a function that calls itself", "pass a list"
        )


class Maker:
    """Builds values of a shape from variables, in a lowerer of their own."""

    def __init__(
        self, ctx: Lowerer, atoms: tuple[Var, ...], given: dict[int, Ref] | None = None, copied: Container[int] = ()
    ) -> None:
        self.ctx, self.atoms, self.given, self.copied = ctx, atoms, given or {}, copied
        self.rest: Iterator[int] = iter(range(len(atoms)))
        self.objects: dict[int, Ref] = {}

    def make(self, s: Shape) -> Any:
        """The value of a shape, with the next atoms in its holes."""
        if s.form in ("const", "lib", "same"):
            return s.keep
        if s.form == "atom":
            return self.atoms[next(self.rest)]
        if s.form == "known":
            return Known(self.atoms[next(self.rest)], s.keep)
        if s.form == "object":
            at = next(self.rest)
            held = self.atoms[at]
            if at in self.copied:
                held = self.ctx.let(Op("copy", "copy"), (held,), held.kind, held.name)
            ref = self.ctx.new_object(held, self.atoms[at].name)
            assert isinstance(ref, Ref)
            ref.obj.frozen = s.keep
            ref.obj.shared = bool(s.key[1])
            self.objects[at] = ref
            return ref
        if s.form == "again":
            return self.objects[s.key]
        if s.form == "given":
            return self.given[s.key]
        parts = [self.make(p) for p in s.parts]
        if s.form == "seq":
            return Seq(tuple(parts), s.keep.fields, s.keep.cls, s.keep.form)
        if s.form == "table":
            return Table(dict(zip(s.key, parts, strict=True)))
        if s.form == "method":
            return Method(parts[0], s.key)
        if s.form == "partial":
            split = len(parts) - len(s.key)
            return Partial(parts[0], tuple(parts[1:split]), dict(zip(s.key, parts[split:], strict=True)))
        if s.form == "choice":
            return Choice(*parts)
        return self.function(s.keep, parts)

    @staticmethod
    def function(fn: UserFn, parts: list[Any]) -> UserFn:
        """A function with its defaults; the very same one where it has none."""
        if not parts:
            return fn
        own = parts.pop() if fn.self_value is not None else None
        split = len(fn.defaults)
        named = dict(zip(fn.kw_defaults, parts[split:], strict=True))
        return replace(fn, defaults=tuple(parts[:split]), kw_defaults=named, self_value=own)
