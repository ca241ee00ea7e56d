"""Records that a program makes: which field of a NamedTuple or dataclass gets which value."""

from __future__ import annotations

import ast
import dataclasses
import dis
import functools
from types import FunctionType
from typing import Any

from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import default_value, static_value
from s2sdiff.frontend.values import Seq, UserFn, Written
from s2sdiff.frontend.verbs import call
from s2sdiff.graph import External
from s2sdiff.kinds import field_names, is_record


def is_generated(fn: Any) -> bool:
    """Whether a method was written by `dataclasses` or `collections.namedtuple`."""
    return getattr(getattr(fn, "__code__", None), "co_filename", "") == "<string>"


def is_plain(cls: Any) -> bool:
    """Whether the fields of a record are what the call that makes it gives."""
    if not isinstance(cls, type) or not is_record(cls):
        return False
    if issubclass(cls, tuple):
        return is_generated(cls.__new__)
    init: Any = cls.__init__
    whole: Any = cls
    return is_generated(init) and not hasattr(cls, "__post_init__") and not acts(whole)


#: Methods by which an object says what it is as a container, and whether it is true.
AS_CONTAINER = {"__iter__", "__getitem__", "__len__", "__contains__", "__bool__"}


@functools.lru_cache(maxsize=256)
def acts(cls: Any) -> bool:
    """Whether a dataclass has methods that set attributes, or make it a container, so that its objects are no mere records."""
    how = getattr(cls, "__dataclass_params__", None)
    if how is None:
        return False
    own = {n: m for c in cls.__mro__[:-1] for n, m in vars(c).items()}
    if not issubclass(cls, tuple) and not AS_CONTAINER.isdisjoint(own):
        return True
    return not how.frozen and any(sets_attributes(m) for n, m in own.items() if not n.startswith("__"))


def sets_attributes(method: Any) -> bool:
    """Whether a function sets an attribute of something."""
    if isinstance(method, Written) and isinstance(method.value, UserFn):
        return any(isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) for n in ast.walk(method.value.node))
    return isinstance(method, FunctionType) and any(i.opname == "STORE_ATTR" for i in dis.get_instructions(method))


def record(ctx: Lowerer, external: External, cls: type, args: list[Any], keywords: dict[str, Any]) -> Seq:
    """An instance of a NamedTuple or dataclass, read by attribute."""
    given = given_to(ctx, cls, args, keywords)
    return Seq(tuple(given.values()), tuple(given), external)


def given_to(ctx: Lowerer, cls: type, args: list[Any], keywords: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record in order, as its call gives them, and as their defaults do.

    Raises:
        Refusal: SD502 where the call does not fit, SD201 for fields that the call gives and the record lacks.
    """
    names = field_names(cls)
    declared = getattr(cls, "__dataclass_fields__", {}).values()
    if any(f.kw_only or f._field_type is dataclasses._FIELD_INITVAR for f in declared):  # type: ignore[attr-defined]
        raise ctx.refuse("SD201", f"`{cls.__name__}` has fields for its constructor alone, or by keyword alone")
    given = dict(zip(names, args, strict=False)) | keywords
    if len(args) > len(names) or not set(given) <= set(names) or set(names[: len(args)]) & set(keywords):
        raise ctx.refuse("SD502", f"`{cls.__name__}` does not take these arguments")
    return {n: given[n] if n in given else default_of(ctx, cls, n) for n in names}


def default_of(ctx: Lowerer, cls: type, name: str) -> Any:
    """The default of a field."""
    value: Any = dataclasses.MISSING
    if issubclass(cls, tuple):
        value = cls._field_defaults.get(name, value)  # type: ignore[attr-defined]
    else:
        field = cls.__dataclass_fields__[name]  # type: ignore[attr-defined]
        value, factory = field.default, field.default_factory
        if factory is not dataclasses.MISSING:
            return call(ctx, static_value(ctx, factory, External("", name, factory)), [], {})
    if value is dataclasses.MISSING:
        raise ctx.refuse("SD502", f"`{cls.__name__}` misses the argument `{name}`")
    return default_value(ctx, value)
