"""Functions that copy a value, change it in a copy, or take it apart."""

from __future__ import annotations

import collections
import copy
import dataclasses
import operator
from typing import Any

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import containers, dicts, objects, shelves, specials
from s2sdiff.frontend.data.subscripts import get_item
from s2sdiff.frontend.state import identities
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value
from s2sdiff.frontend.values import Inlined, Instance, Known, Lib, Ref, Seq, Shelf, Table
from s2sdiff.frontend.verbs import call, each_item, get_attribute, named
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import DictOf, ListOf, field_names


@structural(copy.copy)
def copy_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    value = args[0]
    if specials.defines(value, "__copy__"):
        return specials.special(ctx, value, "__copy__")
    if isinstance(value, Instance):
        alike = hasattr(value.cls, "STANDS_FOR")
        return twin(ctx, value, lambda v: copy_(ctx, [v], {}) if alike and isinstance(v, Ref | Shelf) else v)
    if isinstance(value, Shelf):
        known = shelves.items(ctx, value)
        return shelves.of_dict(ctx, known) if value.form == "dict" else shelves.of_list(ctx, list(known.values()))
    if arrays.is_array(value, ctx):
        return arrays.method(ctx, value, "copy", [], {})
    kind = containers.ref_kind(ctx, value) if isinstance(value, Ref) else None
    if isinstance(kind, ListOf):
        return containers.copy_list(ctx, value)
    return dicts.copy_dict(ctx, value) if isinstance(kind, DictOf) else immutable(ctx, value)


@structural(copy.deepcopy)
def deepcopy(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    known: dict[Any, Any] = {}
    made = deep(ctx, args[0], known)
    copied = [o for o in known if isinstance(o, Obj)]
    if any(o.holder in known or any(lent in known for lent in o.lenders) for o in copied):
        what = "a list is copied that is an item of another one, which is copied as well"
        raise ctx.refuse("SD205", what, "copy them one by one")
    return made


def deep(ctx: Lowerer, value: Any, known: dict[Any, Any]) -> Any:
    """A copy of a value and of all that is in it; `known` holds those that were made, by what they are copies of."""
    what: Any = value.obj if isinstance(value, Ref) and not value.path else getattr(value, "slot", None)
    if what is not None and what in known:
        return known[what]
    if isinstance(value, Instance) and specials.defines(value, "__deepcopy__"):
        raise ctx.refuse("SD201", "an object that copies itself in its own way is copied", "call its method")
    if isinstance(value, Instance):
        known[what] = Instance(value.cls, ctx.new_slot())
        return twin(ctx, value, lambda v: deep(ctx, v, known), known[what])
    if isinstance(value, Seq):
        return dataclasses.replace(value, items=tuple(deep(ctx, v, known) for v in value.items))
    if isinstance(value, Table):
        return dataclasses.replace(value, items={k: deep(ctx, v, known) for k, v in value.items.items()})
    made: Any
    if isinstance(value, Shelf):
        items = {k: deep(ctx, v, known) for k, v in shelves.items(ctx, value).items()}
        made = shelves.of_dict(ctx, items) if value.form == "dict" else shelves.of_list(ctx, list(items.values()))
    elif not isinstance(value, Ref) or value.path:
        return copy_(ctx, [value], {})
    elif arrays.is_array(value, ctx):
        made = named(ctx, atom_of(ctx, copy_(ctx, [value], {})), value.obj.name)  # type: ignore[arg-type]
    elif isinstance(containers.ref_kind(ctx, value), ListOf):
        made = containers.empty_list(ctx)
        each_item(ctx, value, lambda item: containers.append(ctx, made, deep(ctx, item, known)))
        made.obj.shared = made.obj.shared or value.obj.shared  # of items that are one object, the copies are
    else:
        made = dicts.copy_dict(ctx, value)
    if what is not None:
        known[what] = made
    return made


def twin(ctx: Lowerer, value: Instance, change: Any, made: Instance | None = None) -> Instance:
    """A new object with the attributes of another, each of them as `change` makes it."""
    made = made or Instance(value.cls, ctx.new_slot())
    for name, own in identities.attributes(ctx.env, value.slot).items():
        ctx.bind((made.slot, name), change(own))
    return made


def immutable(ctx: Lowerer, value: Any) -> Any:
    """What cannot be changed, and is its own copy."""
    if isinstance(value, Var | Const | Seq | Table) or (
        isinstance(value, Known) and isinstance(value.value, int | float | complex | str | tuple | type(None))
    ):
        return value
    raise ctx.refuse("SD201", "what is copied here is not known", "build a new one")


@structural(dataclasses.replace)
def replace_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    value = args[0]
    if isinstance(value, Instance):
        fields = [f.name for f in dataclasses.fields(value.cls) if f.init]
        kept = {n: objects.get(ctx, value, n) for n in fields if n not in keywords}
        return objects.create(ctx, value.cls, [], kept | keywords)
    if not isinstance(value, Seq) or value.cls is None:
        return NotImplemented
    kept = dict(zip(value.fields, value.items, strict=True))
    return call(ctx, static_value(ctx, value.cls.value, value.cls), [], kept | keywords)


@structural(dataclasses.fields)
def fields_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """The fields of a record or of its class, by their names."""
    cls = dataclass_of(args[0])
    if cls is None:
        return NotImplemented
    return Seq(tuple(Seq((Const(n),), ("name",)) for n in field_names(cls)))


def dataclass_of(value: Any) -> type | None:
    """The dataclass of a record or object, or that a value is; None of anything else."""
    cls = value.cls if isinstance(value, Instance) else value.external.value if isinstance(value, Lib) else None
    cls = value.cls.value if isinstance(value, Seq) and value.cls else type(value.value) if isinstance(value, Known) else cls
    return cls if isinstance(cls, type) and dataclasses.is_dataclass(cls) else None


@structural(dataclasses.asdict)
def asdict(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return as_plain(ctx, args[0], True)


@structural(dataclasses.astuple)
def astuple(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return as_plain(ctx, args[0], False)


def as_plain(ctx: Lowerer, value: Any, named: bool) -> Any:
    """A record as a dict or tuple of its fields, and those in them alike; copies of all that may be changed."""
    cls = dataclass_of(value) if isinstance(value, Instance | Seq) else None
    if cls is not None:
        fields = {n: as_plain(ctx, get_attribute(ctx, value, n), named) for n in field_names(cls)}
        return Table(fields) if named else Seq(tuple(fields.values()))
    return deep(ctx, value, {})


@structural(collections.namedtuple)
def namedtuple(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    literal = [as_literal(ctx, a) for a in args]
    if keywords or len(literal) != 2 or None in literal:
        raise ctx.refuse("SD201", "this way to make a named tuple is not in the language", "define it outside")
    made: Any = collections.namedtuple(*literal)  # type: ignore[misc]
    made.__module__ = ""
    return static_value(ctx, made, External("", made.__name__, made))


def as_literal(ctx: Lowerer, value: Any) -> Any:
    """The string, or the list of strings, that a value is known to be; None for any other."""
    if isinstance(value, Const):
        return value.value
    value = containers.listed(ctx, value)
    if isinstance(value, Seq) and all(isinstance(v, Const) for v in value.items):
        return [v.value for v in value.items]
    return None


@structural(operator.itemgetter)
def itemgetter(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return getter(lambda ctx, value: [get_item(ctx, value, k) for k in args])


@structural(operator.attrgetter)
def attrgetter(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    paths = [as_literal(ctx, a) for a in args]
    if not all(isinstance(p, str) for p in paths):
        return NotImplemented

    def read(ctx: Lowerer, value: Any, path: str) -> Any:
        for name in path.split("."):
            value = get_attribute(ctx, value, name)
        return value

    return getter(lambda ctx, value: [read(ctx, value, p) for p in paths])


@structural(operator.methodcaller)
def methodcaller(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    name = as_literal(ctx, args[0])
    if not isinstance(name, str):
        return NotImplemented
    return getter(lambda ctx, value: [call(ctx, get_attribute(ctx, value, name), args[1:], keywords)])


def getter(read: Any) -> Inlined:
    """A function that gives what `read` lists of its argument: the one, or a tuple of several."""

    def emit(ctx: Lowerer, given: list[Any]) -> Any:
        found = read(ctx, given[0])
        return found[0] if len(found) == 1 else Seq(tuple(found))

    return Inlined(emit, "getter", ("obj",))
