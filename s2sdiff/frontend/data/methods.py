"""Methods of lists, tuples, dicts, strings and other data, by the names that programs call them by."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np

from s2sdiff.frontend.arrays import arrays, numpys
from s2sdiff.frontend.data import fleets, mappings, shelves
from s2sdiff.frontend.data.containers import append, copy_list, item_of_known, ref_kind
from s2sdiff.frontend.data.dicts import copy_dict
from s2sdiff.frontend.state import lasting, lent
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import (
    Fleet,
    Iter,
    Known,
    Method,
    Ref,
    Seq,
    Shelf,
    Table,
)
from s2sdiff.frontend.verbs import each_item, opaque_method, rearrange
from s2sdiff.graph import Const, Effect, Op, Var
from s2sdiff.kinds import (
    ANY,
    COMPLEX,
    INT,
    DictOf,
    ListOf,
    item_kind,
    plain,
    strip,
)


def call_method(ctx: Lowerer, method: Method, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method of a list, dict, tuple or string."""
    owner, name = method.owner, method.name
    if arrays.is_array(owner, ctx):
        return arrays.method(ctx, owner, name, args, keywords)
    if isinstance(owner, Ref):
        return ref_method(ctx, owner, name, args, keywords)
    if isinstance(owner, Fleet):
        return fleets.method(ctx, owner, name, args, keywords)
    if isinstance(owner, Shelf):
        return shelves.method(ctx, owner, name, args, keywords)
    if isinstance(owner, Known) and name in CHANGES and type(owner.value) in (list, dict):
        what = f"the method `{name}` of something that lives outside the function changes it"
        owner = lasting.changed(ctx, owner, ctx.refuse("SD206", what, "work on a copy"))
        return ref_method(ctx, owner, name, args, keywords)
    if (isinstance(owner, Table) or (isinstance(owner, Seq) and owner.cls is None)) and name in CHANGES:
        what = f"the method `{name}` of a container of unlike things changes it"
        raise shelves.instead(ctx, owner, ctx.refuse("SD206", what, "build a new one"))
    if isinstance(owner, Table):
        return table_method(ctx, owner, name, args)
    if isinstance(owner, Seq):
        if name == "_replace":
            items = tuple(keywords.get(f, v) for f, v in zip(owner.fields, owner.items, strict=True))
            return Seq(items, owner.fields, owner.cls, owner.form)
        if name == "_asdict":
            return Table(dict(zip(owner.fields, owner.items, strict=True)))
    if (
        isinstance(owner, Const)
        and isinstance(owner.value, str)
        and all(isinstance(a, Const) for a in args)
        and not keywords
    ):
        found = getattr(owner.value, name)(*[a.value for a in args])
        return Seq(tuple(map(Const, found)), form=type(found).__name__) if isinstance(found, list | tuple) else Const(found)
    if name == "conjugate" and isinstance(owner, Var) and plain(strip(owner.kind)) == COMPLEX:
        return arrays.library(ctx, name, [owner], {})
    if numpys.is_numpys(ctx, owner):
        found = numpys.method(ctx, owner, name, args, keywords)
        if found is not NotImplemented:
            return found
    effect = logged(ctx, owner, name, args, keywords)
    if effect is not None:
        return effect
    if isinstance(owner, Known) and isinstance(owner.value, dict) and name == "get" and args and isinstance(args[0], Const):
        if args[0].value in owner.value:
            return item_of_known(ctx, owner, args[0])
        ctx.rely(owner, f".__contains__({args[0].value!r})", False, "is")
        return args[1] if len(args) > 1 else Const(None)
    return opaque_method(ctx, owner, name, args, keywords)


CHANGES = {"add", "append", "discard", "extend", "insert", "pop", "reverse", "clear", "update", "setdefault", "remove", "sort"}


#: The classes of containers that are lowered as lists and dicts.
CONTAINERS = (list, dict, collections.deque, collections.defaultdict, collections.OrderedDict, collections.Counter)
LOGGING = {"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}


def logged(ctx: Lowerer, owner: Any, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A call of a logger's method: kept as it is, and nothing to the result.

    What nothing is known of is a logger if it is called like one, and nobody wants what the call gives.
    """
    import logging

    logger = isinstance(owner, Known) and isinstance(owner.value, logging.Logger | logging.LoggerAdapter)
    unknown = isinstance(owner, Var) and owner.kind == ANY and ctx.node is ctx.discarded
    if name not in LOGGING or not (logger or unknown):
        return None
    atoms = tuple(atom_of(ctx, v) for v in (owner, *args, *keywords.values()))
    ctx.out.append(Effect("call", Op("method", name, None, tuple(keywords)), atoms, ctx.place()))
    return Const(None)


def table_method(ctx: Lowerer, owner: Table, name: str, args: list[Any]) -> Any:
    """A method of a dict that is known key by key."""
    if name == "get" and isinstance(args[0], Const):
        return owner.items.get(args[0].value, args[1] if len(args) > 1 else Const(None))
    if name == "items":
        return Seq(tuple(Seq((Const(k), v)) for k, v in owner.items.items()))
    if name == "values":
        return Seq(tuple(owner.items.values()))
    if name == "keys":
        return Seq(tuple(Const(k) for k in owner.items))
    if name == "copy":
        return owner
    raise ctx.refuse("SD206", f"the method `{name}` of this dict is not in the language")


def ref_method(ctx: Lowerer, owner: Ref, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method of a list or dict that may have derivatives."""
    kind = ref_kind(ctx, owner)
    if isinstance(kind, ListOf):
        if name == "append" and len(args) == 1:
            append(ctx, owner, args[0])
            return Const(None)
        if name == "extend" and len(args) == 1:
            each_item(ctx, args[0], lambda item: append(ctx, owner, item))
            return Const(None)
        if (
            name == "pop"
            and not keywords
            and (not args or (isinstance(args[0], Const) and args[0].value == -1))
        ):
            item = ctx.var(item_kind(kind))
            ctx.update(owner, "pop", (), None, item)
            return lent.taken(ctx, owner, item)
        if name == "copy":
            return copy_list(ctx, owner)
        if name in ("pop", "insert", "reverse", "sort", "remove", "clear"):
            return rearrange(ctx, owner, name, args, keywords)
        if name in ("index", "count"):
            return ctx.let(Op("method", name), (load_ref(ctx, owner), *[atom_of(ctx, a) for a in args]), INT)
    if isinstance(kind, DictOf):
        changed = mappings.method(ctx, owner, name, args, keywords)
        if changed is not NotImplemented:
            return changed
        if name in ("items", "keys", "values"):
            return Iter(name, (owner,))
        if name == "copy":
            return copy_dict(ctx, owner)
    if not any(hasattr(cls, name) for cls in CONTAINERS):
        hint = "make an array of it first, with np.asarray" if hasattr(np.ndarray, name) else ""
        raise ctx.refuse("SD206", f"no list or dict has a method `{name}`", hint)
    what = f"the method `{name}` of `{owner.obj.name}` is not in the language"
    raise shelves.instead(ctx, owner, ctx.refuse("SD206", what, "use append, pop or subscripts"))
