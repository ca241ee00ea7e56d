"""What a name stands for while a program is lowered: an atom, a structure, an object, a function."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.aliases import Obj
from s2sdiff.graph import Atom, Const, External, Tree, Var
from s2sdiff.kinds import ANY, INT, REAL
from s2sdiff.record import record

if TYPE_CHECKING:
    from s2sdiff.frontend.text.scope import Scope, Where


@record(frozen=True, slots=True)
class Ref:
    """A container, or the part of it that subscripts `path` lead to.

    What an int picks of an array of unknown rank may be a number, which keeps its value, or a view, which does not:
    `taken` is the version that such a part was taken of.
    """

    obj: Obj
    path: tuple[Any, ...] = ()
    taken: Var | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Seq:
    """A tuple (or record, where `cls` is given) whose items are known one by one; or a list that is never changed."""

    items: tuple[Any, ...]
    fields: tuple[str, ...] = ()
    cls: External | None = None
    form: str = "tuple"
    origin: Any = field(default=None, compare=False)  # the syntax that makes it, of a list


@record(frozen=True, slots=True, eq=False)
class Instance:
    """An object of a user's class that the program makes; its attributes are the names of the frame `slot`."""

    cls: type
    slot: int


@record(frozen=True, slots=True, eq=False)
class Shelf:
    """A list or dict of unlike things that is changed; its items are names of the frame `slot`: see the module `shelves`."""

    slot: int
    form: str


@record(frozen=True, slots=True, eq=False)
class Fleet:
    """A list of like objects, one list for each attribute, which are names of the frame `slot`: see the module `fleets`."""

    slot: int
    classes: list[type]  # the one class of the objects in it, once there is one


@record(frozen=True, slots=True, eq=False)
class Member:
    """An object in such a list, by its place; `sure` says that this is not counted from the end, which moves."""

    fleet: Fleet
    index: Atom
    sure: bool = False

    @property
    def cls(self) -> type:
        """Its class."""
        return self.fleet.classes[0] if self.fleet.classes else object


@record(frozen=True, slots=True)
class Super:
    """``super()`` in a method of the class `home`."""

    owner: Any
    home: type


@record(frozen=True, slots=True)
class Table:
    """A dict whose keys are known and that is never changed, such as ``**kwargs``."""

    items: dict[Any, Any]
    origin: Any = field(default=None, compare=False)  # the syntax that makes it


@record(frozen=True, slots=True, eq=False)
class UserFn:
    """A function whose source is at hand; `frame` is the one it was defined in, for nested functions."""

    name: str
    node: ast.FunctionDef | ast.Lambda
    scope: Scope
    filename: str
    defaults: tuple[Any, ...] = ()
    kw_defaults: dict[str, Any] = field(default_factory=dict)
    frame: tuple[int, ...] = ()
    external: External | None = None
    self_value: Any = None


@record(frozen=True, slots=True, eq=False)
class Written:
    """What stands for a function or value in a class that is made from its text: its value in the program."""

    value: Any
    __name__: str


@record(frozen=True, slots=True)
class Known:
    """A run-time object that is at hand now: `atom` reads it in the program, `value` is what it is today.

    `where` says where to look whether it still is; None for what cannot be exchanged for another.
    """

    atom: Atom
    value: Any
    where: Where | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Lib:
    """A function, class or module that is not followed: it has a rule, or is opaque."""

    external: External


@record(frozen=True, slots=True)
class ModuleRef:
    """A module; `value` is the module where it may be looked into, else its `name` is all that is known."""

    name: str
    value: Any
    scope: Any = None


@record(frozen=True, slots=True)
class Method:
    """The method `name` of a value."""

    owner: Any
    name: str


@record(frozen=True, slots=True)
class Partial:
    """``functools.partial``."""

    fn: Any
    args: tuple[Any, ...]
    keywords: dict[str, Any]


@record(frozen=True, slots=True)
class Transform:
    """The derivative of a function as a value: ``grad(g)``, or a Derivative that is called."""

    goal: str
    fn: Any
    argnums: tuple[int | str, ...]
    several: bool
    mode: str = "reverse"
    has_aux: bool = False


@record(frozen=True, slots=True, eq=False)
class Inlined:
    """A function whose statements a transform writes: `emit` gives its value, given the state and the arguments."""

    emit: Callable[[Any, list[Any]], Any]
    name: str = "f"
    params: tuple[str, ...] = ()


@record(frozen=True, slots=True, eq=False)
class Made:
    """A name that a module, which is read and not run, binds to what a function of ours gives; see `made`."""

    module: Any
    name: str
    node: ast.FunctionDef | ast.expr


@record(frozen=True, slots=True)
class Choice:
    """A function that depends on a condition of the run."""

    cond: Atom
    then: Any
    orelse: Any


@record(frozen=True, slots=True)
class Iter:
    """Something that is iterated over once: range, enumerate, zip, reversed, map, a generator expression."""

    how: str
    args: tuple[Any, ...]


@dataclass(frozen=True)
class Consumer:
    """What takes the items of a generator function: in which frames, what it does, what it binds, whether it may stop."""

    frames: list[Any]
    body: Callable[[Any], Atom | None]
    names: frozenset[tuple[int, str]]
    stops: bool


@record(frozen=True, slots=True)
class Poison:
    """A value that cannot be had; it is refused only where it is read."""

    code: str
    message: str
    hint: str = ""
    unsteady: bool = False  # it changes from trip to trip of a loop, and could be had if that were unrolled


@record(frozen=True, slots=True)
class Perhaps:
    """A tuple, a container or an object where `there` is true, and None where it is not."""

    value: Any
    there: Atom


@record(frozen=True, slots=True)
class MutableDefault:
    """A list or dict that is the default of a parameter: built anew from what it holds, never changed."""

    value: Any


class Unbound:
    """A name without a value on this path."""


UNBOUND = Unbound()


@record(frozen=True, slots=True)
class Held:
    """A value that waits for its neighbours in an expression, by its name in the environment."""

    key: tuple[int, str]


#: By class of value, the fields that hold other values.
_HOLDING: dict[type, tuple[str, ...]] = {
    Seq: ("items",),
    Table: ("items",),
    Partial: ("fn", "args", "keywords"),
    UserFn: ("defaults", "kw_defaults", "self_value"),
    Method: ("owner",),
    Iter: ("args",),
    Choice: ("then", "orelse"),
    Perhaps: ("value",),
}


def refs_in(value: Any) -> Iterator[Ref]:
    """The containers, and parts of containers, that a value holds, however deep."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, tuple):
        for v in value:
            yield from refs_in(v)
    elif isinstance(value, dict):
        yield from refs_in(tuple(value.values()))
    else:
        for f in _HOLDING.get(type(value), ()):
            yield from refs_in(getattr(value, f))


def with_refs(value: Any, change: Callable[[Ref], Ref]) -> Any:
    """A value in which each Ref, however deep, is what `change` makes of it; the same value where that changes none."""
    if isinstance(value, Ref):
        return change(value)
    if isinstance(value, tuple):
        items = tuple([with_refs(v, change) for v in value])
        return value if all(map(operator.is_, items, value)) else items
    if isinstance(value, dict):
        entries = {k: with_refs(v, change) for k, v in value.items()}
        return value if all(entries[k] is v for k, v in value.items()) else entries
    held = _HOLDING.get(type(value))
    if held is None:
        return value
    fields = {f: (old, with_refs(old, change)) for f in held if (old := getattr(value, f))}
    changed = {f: new for f, (old, new) in fields.items() if new is not old}
    return replace(value, **changed) if changed else value


def tree_of(value: Any, versions: dict[Obj, Any]) -> Any:
    """The structured value of atoms that a lowered value stands for, or None where there is none."""
    if isinstance(value, Seq):
        items = [tree_of(v, versions) for v in value.items]
        if any(i is None for i in items):
            return None
        return Tree("record" if value.cls else value.form, tuple(items), value.fields, value.cls)
    if isinstance(value, Table):
        items = [tree_of(v, versions) for v in value.items.values()]
        return None if any(i is None for i in items) else Tree("dict", tuple(items), tuple(value.items))
    if isinstance(value, Known):
        return value.atom
    if isinstance(value, Ref):
        return None if value.path else versions[value.obj]
    return value if isinstance(value, Var | Const) else None


def pieces(value: Seq | Table) -> tuple[Any, ...]:
    """The items of a known structure, in order."""
    return tuple(value.items.values()) if isinstance(value, Table) else value.items


def rebuilt(value: Seq | Table, items: Iterable[Any]) -> Seq | Table:
    """A known structure with other items."""
    if isinstance(value, Table):
        return Table(dict(zip(value.items, items, strict=True)))
    return Seq(tuple(items), value.fields, value.cls, value.form)


def is_attribute(value: Any) -> bool:
    """Whether ``a.b`` reads an object of which nothing is known, so that it need not be a method."""
    return isinstance(value, Method) and isinstance(value.owner, Var) and value.owner.kind == ANY


def is_plain(value: Any) -> bool:
    """Whether a value is a real or an int for certain."""
    if isinstance(value, Var):
        return value.kind is REAL or value.kind is INT
    return isinstance(value, Const) and type(value.value) in (float, int)


def plain_data(value: Any) -> bool:
    """Whether a value is made of literals only."""
    if isinstance(value, list | tuple | set):
        return all(plain_data(v) and not isinstance(v, list | dict | set) for v in value)
    if isinstance(value, dict):
        return all(plain_data(v) and not isinstance(v, list | dict | set) for v in value.values())
    return type(value) in (int, float, str, bool, type(None), complex)
