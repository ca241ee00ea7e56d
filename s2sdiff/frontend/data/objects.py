"""Objects of the user's own classes that a program makes: their attributes are names like any other.

Such an object never exists in the derivative. Each attribute is a name of the environment, in a frame that
is the object's own, so that branches and loops join attributes as they join local names. The class is
followed into: its ``__init__``, methods, properties, class methods, static methods and constants, and those
of the classes that it inherits from.
"""

from __future__ import annotations

import abc
import dataclasses
import functools
import inspect
import operator
from types import FunctionType, MemberDescriptorType
from typing import Any

import numpy as np

from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.data import fields
from s2sdiff.frontend.data.marks import is_mark, mark_key
from s2sdiff.frontend.data.shelves import as_seq
from s2sdiff.frontend.state import identities, lasting
from s2sdiff.frontend.state.again import Again
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value, user_function
from s2sdiff.frontend.text.scope import Where, is_library
from s2sdiff.frontend.values import (
    UNBOUND,
    Instance,
    Known,
    Lib,
    Member,
    Method,
    Ref,
    Seq,
    Super,
    Unbound,
    UserFn,
    Written,
)
from s2sdiff.frontend.verbs import call, get_attribute
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import BOOL, COMPLEX, INT, REAL, Array, Kind, field_names, is_number, strip

#: What a class may define to make an object something else than its attributes.
OWN_WAYS = ("__new__", "__getattr__", "__getattribute__", "__setattr__", "__delattr__", "__init_subclass__")


def followed(cls: Any) -> bool:
    """Whether the objects of a class are nothing but their attributes, all set by code that can be read."""
    if type(cls) not in (type, abc.ABCMeta) or fields.is_plain(cls):
        return False
    bases = cls.__mro__[:-1]
    return all(
        b is abc.ABC or (not is_library(b.__module__)
        and not any(n in vars(b) and not fields.is_generated(vars(b)[n]) for n in OWN_WAYS)
        and isinstance(vars(b).get("__init__", followed), FunctionType | Written)
        and b.__flags__ & HEAP_TYPE)
        for b in bases
    )


HEAP_TYPE = 1 << 9  # of a class that was made by a `class` statement


def create(ctx: Lowerer, cls: type, args: list[Any], keywords: dict[str, Any]) -> Instance:
    """A new object: its ``__init__`` is lowered in place."""
    made = Instance(cls, ctx.new_slot())
    for name in remembered(cls):
        ctx.bind((made.slot, known_flag(name)), Const(False))
    init = member(ctx, made, cls.__mro__, "__init__")
    if init is not UNBOUND:
        call(ctx, init, args, keywords)
    elif args or keywords:
        raise ctx.refuse("SD502", f"`{cls.__name__}` takes no arguments")
    return made


def remembered(cls: type) -> list[str]:
    """The properties of a class that are computed once, where they are first read."""
    return [n for c in cls.__mro__ for n, v in vars(c).items() if isinstance(v, functools.cached_property)]


def known_flag(attr: str) -> str:
    """The name that says whether such a property has been computed."""
    return f"%known {attr}"


def living(ctx: Lowerer, value: Any) -> Any:
    """An argument as the program sees it: a record of a class whose methods set attributes is an object."""
    cls = value.cls.value if isinstance(value, Seq) and value.cls is not None else None
    if not isinstance(cls, type) or not is_living(ctx, cls):
        return value
    made = Instance(cls, ctx.new_slot())
    for name, item in zip(value.fields, value.items, strict=True):
        ctx.bind((made.slot, name), item)
    return made


def is_living(ctx: Lowerer, cls: type) -> bool:
    """Whether objects of a dataclass are changed, or are containers of their own, so that they are no mere records."""
    return hasattr(cls, "LOCAL_TO") or fields.acts(cls) or (ctx.recursion is not None and cls in ctx.recursion.living)


def recorded(ctx: Lowerer, value: Any) -> Any:
    """A result as the caller sees it: an object of a dataclass is the record of its fields."""
    value = as_seq(ctx, value)
    if isinstance(value, Seq):
        items = tuple(recorded(ctx, v) for v in value.items)
        return value if all(map(operator.is_, items, value.items)) else dataclasses.replace(value, items=items)
    if not isinstance(value, Instance) or not is_living(ctx, value.cls) or hasattr(value.cls, "__post_init__"):
        return value
    if hasattr(value.cls, "LOCAL_TO"):
        return value
    cls = static_value(ctx, value.cls, External("", value.cls.__name__, value.cls))
    names = field_names(value.cls)
    return Seq(tuple(recorded(ctx, get(ctx, value, n)) for n in names), names, cls.external)


def get(ctx: Lowerer, owner: Instance | Member, attr: str) -> Any:
    """``owner.attr``: what was stored there, or what the class has by that name."""
    if isinstance(owner, Member):
        value = verbs.read_member(ctx, owner, attr)
        return by_class(ctx, owner, attr) if value is UNBOUND else value
    value = ctx.env.names.get((owner.slot, attr), UNBOUND)
    ctx.check_sound(value)
    known = ctx.env.names.get((owner.slot, known_flag(attr)), Const(True))
    if isinstance(known, Var):
        what = f"`{attr}` is computed where it is first read, which depends on the path here"
        raise ctx.refuse("SD207", what, "read it once on every path, before a loop")
    if not isinstance(value, Unbound):
        return value
    if known.value is False:
        ctx.bind((owner.slot, attr), member(ctx, owner, owner.cls.__mro__, attr))
        ctx.bind((owner.slot, known_flag(attr)), Const(True))
        return ctx.env.names[owner.slot, attr]
    return by_class(ctx, owner, attr)


def by_class(ctx: Lowerer, owner: Instance | Member, attr: str) -> Any:
    """What the class of an object has by a name."""
    if attr == "__class__":
        return static_value(ctx, owner.cls, External("", owner.cls.__name__, owner.cls))
    value = member(ctx, owner, owner.cls.__mro__, attr)
    if value is UNBOUND:
        raise ctx.refuse("SD207", f"the object has no attribute `{attr}` here", "set it in `__init__`")
    return value


def has(ctx: Lowerer, owner: Instance, attr: str) -> bool:
    """Whether an object has an attribute."""
    stored = ctx.env.names.get((owner.slot, attr), UNBOUND)
    return not isinstance(stored, Unbound) or hasattr(owner.cls, attr)


def put(ctx: Lowerer, owner: Any, attr: str, value: Any) -> None:
    """``owner.attr = value``."""
    if isinstance(owner, Var | Const) and has_no_attributes(strip(owner.kind), attr):
        kind = "a number" if is_number(owner.kind) else "an array"
        raise ctx.ends(AttributeError, (f"{kind} has no attribute {attr!r}",))
    if attr == "shape" and isinstance(owner, Ref) and arrays.is_array(owner, ctx) and not (owner.path or owner.obj.holder):
        reshape(ctx, owner, value)
        return
    if is_mark(owner, attr, value):
        ctx.env.names[mark_key(owner, attr)] = value
        return
    if not isinstance(owner, Instance | Member):
        refusal = ctx.refuse("SD208", f"the attribute `{attr}` is written", "keep the value in a local variable")
        if isinstance(owner, Known | UserFn):
            lasting.write(ctx, attribute_place(ctx, owner, attr), value, refusal)
            return
        own = strip(owner.kind) if isinstance(owner, Var) else None
        cls = owner.cls.value if isinstance(owner, Seq) and owner.cls is not None else getattr(own, "cls", None)
        raise enlivened(ctx, cls, refusal)
    own = inspect.getattr_static(owner.cls, attr, None)
    if isinstance(own, property):
        if own.fset is None:
            raise ctx.ends(AttributeError, (f"property {attr!r} of {owner.cls.__name__!r} object has no setter",))
        run(ctx, own.fset, [owner, value])
        return
    if any("__setattr__" in vars(b) for b in owner.cls.__mro__[:-1]):
        raise ctx.refuse("SD208", f"the attribute `{attr}` of a frozen object is written")
    if isinstance(owner, Member):
        verbs.write_member(ctx, owner, attr, value)
        return
    if identities.lists_of(ctx, owner.slot):
        what = f"`{attr}` of an object is changed after it became an item of a list"
        raise ctx.refuse("SD205", what, "change it by its place in the list")
    ctx.bind((owner.slot, attr), value)
    identities.outdate(ctx, owner, attr)


def reshape(ctx: Lowerer, owner: Ref, shape: Any) -> None:
    """``owner.shape = shape``: whatever has a name of the array names one of that shape from now on."""
    made = arrays.library(ctx, "reshape", [owner, shape], {})
    for key in [k for k, v in ctx.env.names.items() if v == owner]:
        ctx.bind(key, arrays.settled(ctx, made, owner.obj.name))


def attribute_place(ctx: Lowerer, owner: Known | UserFn, attr: str) -> Where | None:
    """Where an attribute of an object or function of the world outside is; None where it is not told from others."""
    if isinstance(owner, UserFn):
        function = getattr(owner.external, "value", None)
        return Where("attr", function, attr) if isinstance(function, FunctionType) else None
    cls = type(owner.value)
    plain = isinstance(inspect.getattr_static(cls, attr, None), type(None) | MemberDescriptorType | int | float)
    if owner.where is None or not plain or any("__setattr__" in vars(b) for b in cls.__mro__[:-1]):
        return None
    ctx.guard(owner.where, owner.value, "is")
    return Where("attr", owner.value, attr)


def enlivened(ctx: Lowerer, cls: Any, refusal: Refusal) -> Exception:
    """What is raised where records of a class will not do: the program is lowered again, with objects in their place."""
    how = getattr(cls, "__dataclass_params__", None)
    if how is None or how.frozen or ctx.recursion is None or cls in ctx.recursion.living:
        return refusal
    ctx.recursion.living.add(cls)
    return Again(refusal)


def has_no_attributes(kind: Kind, attr: str) -> bool:
    """Whether writing an attribute to a value of this kind raises an exception."""
    if isinstance(kind, Array):
        return not hasattr(np.ndarray, attr)
    return kind in (REAL, INT, BOOL, COMPLEX)


def fill(ctx: Lowerer, seen: Super, args: list[Any], keywords: dict[str, Any]) -> Const:
    """The constructor that a dataclass is given: it fills its fields, and calls ``__post_init__``."""
    owner = seen.owner
    for name, value in fields.given_to(ctx, seen.home, args, keywords).items():
        ctx.bind((owner.slot, name), value)
    for name, field in seen.home.__dataclass_fields__.items():  # type: ignore[attr-defined]
        if not field.init and field.default_factory is not dataclasses.MISSING:
            ctx.bind((owner.slot, name), fields.default_of(ctx, seen.home, name))
    after = member(ctx, owner, owner.cls.__mro__, "__post_init__")
    if after is not UNBOUND:
        call(ctx, after, [], {})
    return Const(None)


def relied_on(ctx: Lowerer, cls: type, attr: str) -> None:
    """Note that what a class has by a name is followed: a method that is replaced is lowered anew."""
    value = getattr(cls, attr, None)
    if value is not None:  # a class method is bound anew each time that it is read
        ctx.guard(Where("attr", cls, attr), value, "is" if getattr(cls, attr) is value else "equal")


def member(ctx: Lowerer, owner: Any, classes: tuple[type, ...], attr: str) -> Any:
    """What the first of some classes that has it holds by a name, bound to an object; UNBOUND where none has."""
    home = next((c for c in classes if attr in vars(c) and c is not object), None)
    if home is None:
        return UNBOUND
    value = vars(home)[attr]
    relied_on(ctx, classes[0], attr)
    if isinstance(value, property):
        return run(ctx, value.fget, [owner])
    if isinstance(value, functools.cached_property):
        return run(ctx, value.func, [owner])
    function = value.__func__ if isinstance(value, staticmethod | classmethod) else value
    if isinstance(function, Written) and not isinstance(function.value, UserFn):
        return function.value
    if hasattr(home, "FROM_TEXT") and type(function) in (int, float, str, bool, type(None)):
        return Const(function)
    if not isinstance(function, FunctionType | Written):
        cls = static_value(ctx, home, External("", home.__name__, home))
        return get_attribute(ctx, cls, attr)
    if attr == "__init__" and fields.is_generated(function):
        return Method(Super(owner, home), attr)
    fn = user_function(ctx, function, External("", attr, function))
    if isinstance(value, staticmethod):
        return fn
    bound: Any = owner
    if isinstance(value, classmethod):
        cls = class_of(owner)
        bound = static_value(ctx, cls, External("", cls.__name__, cls))
    return dataclasses.replace(fn, external=None, self_value=bound)


def run(ctx: Lowerer, function: Any, args: list[Any]) -> Any:
    """Call a function of a class, such as the getter of a property."""
    return call(ctx, user_function(ctx, function, External("", function.__name__, function)), args, {})


def above(ctx: Lowerer, given: list[Any]) -> Super:
    """``super()``, or ``super(cls, self)``, in a method."""
    fn = ctx.frame.fn
    cell = getattr(fn.scope, "cells", {}).get("__class__")
    params = fn.node.args.args
    owner = given[1] if len(given) == 2 else ctx.lookup(params[0].arg) if params else None
    home = next((c for c in class_of(owner).__mro__ if writes(c, fn.node)), None) or (cell and cell.cell_contents)
    if given and isinstance(given[0], Lib):
        home = given[0].external.value
    if home not in class_of(owner).__mro__:
        raise ctx.refuse("SD201", "`super` is called where its object is not known", "name the class instead")
    return Super(owner, home)


def writes(cls: type, node: Any) -> bool:
    """Whether a definition stands in the text that a class was made from."""
    methods = (getattr(v, "__func__", getattr(v, "fget", getattr(v, "func", v))) for v in vars(cls).values())
    return any(isinstance(m, Written) and isinstance(m.value, UserFn) and m.value.node is node for m in methods)


def class_of(owner: Any) -> type:
    """The class of an object, a record, or an object of the world outside."""
    if isinstance(owner, Instance | Member):
        return owner.cls
    if isinstance(owner, Seq) and owner.cls is not None:
        return owner.cls.value  # type: ignore[no-any-return]
    return type(owner.value) if isinstance(owner, Known) else object


def inherited(ctx: Lowerer, owner: Any, home: type, attr: str) -> Any:
    """``super().attr`` in a method of the class `home`."""
    order = class_of(owner).__mro__
    value = member(ctx, owner, order[order.index(home) + 1 :], attr)
    if value is not UNBOUND:
        return value
    if attr == "__init__":
        return static_value(ctx, _nothing, External("", attr, _nothing))
    raise ctx.refuse("SD207", f"no class above `{home.__name__}` has `{attr}`")


def _nothing() -> None:
    """What ``object.__init__`` does."""


__all__ = [
    "above",
    "create",
    "followed",
    "get",
    "has",
    "inherited",
    "living",
    "member",
    "put",
    "recorded",
    "run",
]
