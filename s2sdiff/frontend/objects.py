"""Objects of the user's own classes that a program makes: their attributes are names like any other.

Such an object never exists in the derivative. Each attribute is a name of the environment, in a frame that
is the object's own, so that branches and loops join attributes as they join local names. The class is
followed into: its ``__init__``, methods, properties, class methods, static methods and constants, and those
of the classes that it inherits from.
"""

from __future__ import annotations

import inspect
from types import FunctionType
from typing import Any

from s2sdiff.frontend.lowerer import Lowerer
from s2sdiff.frontend.scope import is_library
from s2sdiff.frontend.values import UNBOUND, Instance, Lib, Poison, Super, Unbound, UserFn
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import Array, is_record, strip

#: What a class may define to make an object something else than its attributes.
OWN_WAYS = ("__new__", "__getattr__", "__getattribute__", "__setattr__", "__delattr__", "__init_subclass__")


def followed(cls: Any) -> bool:
    """Whether the objects of a class are nothing but their attributes, all set by code that can be read."""
    if type(cls) is not type or is_record(cls):
        return False
    bases = cls.__mro__[:-1]
    return all(
        not is_library(b.__module__)
        and not any(n in vars(b) for n in OWN_WAYS)
        and isinstance(vars(b).get("__init__", followed), FunctionType)
        and b.__flags__ & HEAP_TYPE
        for b in bases
    )


HEAP_TYPE = 1 << 9  # of a class that was made by a `class` statement


def create(ctx: Lowerer, cls: type, args: list[Any], keywords: dict[str, Any]) -> Instance:
    """A new object: its ``__init__`` is lowered in place."""
    made = Instance(cls, ctx.new_slot())
    init = member(ctx, made, cls.__mro__, "__init__")
    if isinstance(init, UserFn):
        from s2sdiff.frontend.calls import call

        call(ctx, init, args, keywords)
    elif args or keywords:
        raise ctx.refuse("SD502", f"`{cls.__name__}` takes no arguments")
    return made


def get(ctx: Lowerer, owner: Instance, attr: str) -> Any:
    """``owner.attr``: what was stored there, or what the class has by that name."""
    value = ctx.env.names.get((owner.slot, attr), UNBOUND)
    if isinstance(value, Poison):
        raise ctx.refuse(value.code, value.message, value.hint)
    if not isinstance(value, Unbound):
        return value
    if attr == "__class__":
        return ctx.static_value(owner.cls, External("", owner.cls.__name__, owner.cls))
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
    if not isinstance(owner, Instance):
        raise ctx.refuse("SD208", f"the attribute `{attr}` is written", "keep the value in a local variable")
    if isinstance(inspect.getattr_static(owner.cls, attr, None), property):
        raise ctx.refuse("SD208", f"the property `{attr}` is written", "write the attribute behind it")
    ctx.bind((owner.slot, attr), value)


def member(ctx: Lowerer, owner: Instance, classes: tuple[type, ...], attr: str) -> Any:
    """What the first of some classes that has it holds by a name, bound to an object; UNBOUND where none has."""
    from s2sdiff.frontend.calls import call
    from s2sdiff.frontend.expressions import get_attribute

    home = next((c for c in classes if attr in vars(c) and c is not object), None)
    if home is None:
        return UNBOUND
    value = vars(home)[attr]
    if isinstance(value, property):
        getter: Any = value.fget
        return call(ctx, ctx.user_function(getter, External("", attr, getter)), [owner], {})
    function = value.__func__ if isinstance(value, staticmethod | classmethod) else value
    if not isinstance(function, FunctionType):
        cls = ctx.static_value(home, External("", home.__name__, home))
        return get_attribute(ctx, cls, attr)
    fn = ctx.user_function(function, External("", attr, function))
    if isinstance(value, staticmethod):
        return fn
    bound: Any = owner
    if isinstance(value, classmethod):
        bound = ctx.static_value(owner.cls, External("", owner.cls.__name__, owner.cls))
    return UserFn(fn.name, fn.node, fn.scope, fn.filename, fn.defaults, fn.kw_defaults, (), None, bound)


def special(ctx: Lowerer, owner: Instance, name: str, *args: Any) -> Any:
    """What an operator of the language makes of an object: a call of its method of that name."""
    from s2sdiff.frontend.calls import call

    method = member(ctx, owner, owner.cls.__mro__, name)
    if method is UNBOUND:
        raise ctx.refuse("SD401", f"`{owner.cls.__name__}` has no `{name}`")
    return call(ctx, method, list(args), {})


def operate(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """``left op right``, where one of them is an object: its method of the operator, or the reflected one."""
    name = op.rstrip("_")
    if isinstance(left, Instance) and hasattr(left.cls, f"__{name}__"):
        return special(ctx, left, f"__{name}__", right)
    if isinstance(right, Instance) and isinstance(left, Instance | Const | Var) and not array_like(left):
        return special(ctx, right, f"__r{name}__", left)
    raise ctx.refuse("SD401", f"what `{name}` does with these values is not known")


def array_like(value: Any) -> bool:
    """Whether a value is an array, which would take an object apart from its own side."""
    return isinstance(value, Var) and isinstance(strip(value.kind), Array)


def above(ctx: Lowerer, given: list[Any]) -> Super:
    """``super()``, or ``super(cls, self)``, in a method."""
    fn = ctx.frame.fn
    cell = getattr(fn.scope, "cells", {}).get("__class__")
    owner = given[1] if len(given) == 2 else fn.self_value
    home = given[0].external.value if given and isinstance(given[0], Lib) else cell and cell.cell_contents
    if not isinstance(owner, Instance) or home not in owner.cls.__mro__:
        raise ctx.refuse("SD201", "`super` is called where its object is not known", "name the class instead")
    return Super(owner, home)


def inherited(ctx: Lowerer, owner: Instance, home: type, attr: str) -> Any:
    """``super().attr`` in a method of the class `home`."""
    order = owner.cls.__mro__
    value = member(ctx, owner, order[order.index(home) + 1 :], attr)
    if value is not UNBOUND:
        return value
    if attr == "__init__":
        return ctx.static_value(_nothing, External("", attr, _nothing))
    raise ctx.refuse("SD207", f"no class above `{home.__name__}` has `{attr}`")


def _nothing() -> None:
    """What ``object.__init__`` does."""


__all__ = ["above", "create", "followed", "get", "has", "inherited", "member", "operate", "put", "special"]
