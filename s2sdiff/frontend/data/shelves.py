"""Lists and dicts of unlike things that a program changes: objects, slices, arrays that have names of their own.

Such a container never exists in the derivative. Each item is a name of the environment, in a frame that is the
container's own, so that branches and loops join items as they join local names. A display, a comprehension or a call
of ``list`` makes a container of data first; where that turns out not to do, the program is lowered again from the
start, with a shelf in that place. A loop in which a shelf grows, or is read at a position that changes, is unrolled
if the number of its trips is known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.state import identities
from s2sdiff.frontend.state.again import Again
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import UNBOUND, Instance, Iter, Known, Ref, Seq, Shelf, Table, Unbound
from s2sdiff.frontend.verbs import known_items, known_table
from s2sdiff.graph import Const, Var
from s2sdiff.kinds import Array, Kind

KEYS = "%keys"


def wanted(ctx: Lowerer, node: Any) -> bool:
    """Whether a shelf is to be made where `node` makes a container."""
    return ctx.recursion is not None and node in ctx.recursion.shelves


def born(ctx: Lowerer, node: Any, made: Any) -> Any:
    """A container of data, or of what is never changed, that knows which node made it."""
    if isinstance(made, Ref):
        made.obj.origin = node
    elif isinstance(made, Seq | Table) and ctx.recursion is not None:
        return replace(made, origin=node)
    return made


def note(ctx: Lowerer, origin: Any, value: Any) -> None:
    """Note of what attributes an object is that a list gets, for a list whose length is not known."""
    laid_out = layout(ctx, value) if isinstance(value, Instance) else None
    if laid_out and ctx.recursion is not None:
        ctx.recursion.layouts.setdefault(origin, laid_out)


def note_ranks(ctx: Lowerer, origin: Any, before: Kind | None, after: Kind) -> None:
    """Note that a container of arrays, of which each rank was known, has got one of another rank."""
    if ctx.recursion is None or origin is None or not isinstance(before, Array) or before.rank is None:
        return
    if isinstance(after, Array) and after.rank is None:
        ctx.recursion.mixed.add(origin)


def layout(ctx: Lowerer, value: Instance) -> dict[str, Any] | None:
    """The attributes of an object, with those of the objects among them; None where some are no data."""
    found: dict[str, Any] = {}
    for attr, own in identities.attributes(ctx.env, value.slot).items():
        found[attr] = layout(ctx, own) if isinstance(own, Instance) else None
        if isinstance(own, Instance) and found[attr] is None:
            return None
        if not isinstance(own, Instance | Var | Const | Ref | Seq | Known):
            return None
    return found


def at_length(ctx: Lowerer, refusal: Exception) -> Exception:
    """What is raised where the number of trips is not known: lists of objects are kept in another way, or the refusal stands."""
    state = ctx.recursion
    found = {o: way for o, way in state.layouts.items() if o in state.shelves} if state is not None else {}
    if not found or not isinstance(refusal, Refusal):
        return refusal
    for origin in found:
        del state.shelves[origin]
    state.fleets.update(found)
    state.unrolled.clear()
    return Again(refusal)


@verbs.instead.defined
def instead(ctx: Lowerer, made: Any, refusal: Refusal) -> Exception:
    """What is raised where a container of data will not do: the program is lowered again, or the refusal stands."""
    origin = made.obj.origin if isinstance(made, Ref) and not made.path else getattr(made, "origin", None)
    if origin is None or ctx.recursion is None or origin in {**ctx.recursion.shelves, **ctx.recursion.fleets}:
        return refusal
    ctx.recursion.shelves[origin] = refusal
    return Again(refusal)


def keyed(ctx: Lowerer, made: Table, refusal: Refusal) -> Exception:
    """What is raised where an item of a table is written under a key that is not known: the program is lowered again,
    with a container of data in the place of a table of arrays, or the refusal stands."""
    if made.origin is None or ctx.recursion is None or made.origin in ctx.recursion.pools:
        return refusal
    ctx.recursion.pools.add(made.origin)
    return Again(refusal)


def pooled(ctx: Lowerer, node: Any) -> bool:
    """Whether a dict of arrays that `node` makes is to be a container of data."""
    return ctx.recursion is not None and node in ctx.recursion.pools


def unrolling(ctx: Lowerer, refusal: Refusal) -> Exception:
    """What is raised where a loop will not do: the innermost one that may be unrolled is, or the refusal stands."""
    state = ctx.recursion
    node = next((n for n in reversed(ctx.rolling) if n not in state.unrolled), None) if state else None
    if node is None:
        return at_length(ctx, refusal)
    state.unrolled[node] = refusal
    return Again(refusal)


def positions(ctx: Lowerer, *numbers: Const) -> bool:
    """Whether numbers may be positions on a shelf, or in a key, with which is computed when the program is compiled."""
    state = ctx.recursion
    return state is not None and bool(state.shelves or state.unrolled) and all(type(n.value) is int for n in numbers)


def of_list(ctx: Lowerer, items: list[Any]) -> Shelf:
    """A list of these items."""
    shelf = Shelf(ctx.new_slot(), "list")
    fill(ctx, shelf, dict(enumerate(items)))
    return shelf


def keywords(ctx: Lowerer, node: Any, items: dict[str, Any]) -> Any:
    """The dict that the parameter `node` of a function takes its other keywords in."""
    return of_dict(ctx, items) if wanted(ctx, node) else born(ctx, node, Table(items))


def of_dict(ctx: Lowerer, items: dict[Any, Any]) -> Shelf:
    """A dict of these items."""
    shelf = Shelf(ctx.new_slot(), "dict")
    fill(ctx, shelf, items)
    return shelf


def fill(ctx: Lowerer, shelf: Shelf, items: dict[Any, Any]) -> None:
    """Give a shelf these items and no others."""
    if (shelf.slot, KEYS) in ctx.env.names:
        grows(ctx, shelf)
        for key in keys(ctx, shelf):
            del ctx.env.names[shelf.slot, place(key)]
    ctx.env.names[shelf.slot, KEYS] = Seq(tuple(Const(k) for k in items))
    for key, value in items.items():
        ctx.env.names[shelf.slot, place(key)] = arrays.kept(ctx, value)


def place(key: Any) -> str:
    """The name of an item in the frame of its shelf."""
    return f"item#{key!r}"


def keys(ctx: Lowerer, shelf: Shelf) -> list[Any]:
    """The keys of a shelf, which are known."""
    known = ctx.env.names.get((shelf.slot, KEYS), UNBOUND)
    if not isinstance(known, Seq) or not all(isinstance(k, Const) for k in known.items):
        what = f"the items of this {shelf.form} depend on the path"
        raise unrolling(ctx, ctx.refuse("SD207", what, "give it the same items on every path"))
    return [k.value for k in known.items]


def items(ctx: Lowerer, shelf: Shelf) -> dict[Any, Any]:
    """The items of a shelf by their keys."""
    return {key: held(ctx, shelf, key) for key in keys(ctx, shelf)}


def held(ctx: Lowerer, shelf: Shelf, key: Any) -> Any:
    """The item with a key that the shelf has."""
    value = ctx.env.names.get((shelf.slot, place(key)), UNBOUND)
    ctx.check_sound(value)
    if isinstance(value, Unbound):
        raise ctx.refuse("SD207", f"this {shelf.form} may have no item {key!r} here", "give it one on every path")
    return value


def grows(ctx: Lowerer, shelf: Shelf) -> None:
    """Refuse that a shelf gets other keys in a loop that goes round, unless that loop is unrolled instead."""
    if any((shelf.slot, KEYS) in entry.names for entry in ctx.entries):
        what = f"this {shelf.form} of unlike things gets or loses items in a loop"
        raise unrolling(ctx, ctx.refuse("SD206", what, "make it of known length before the loop"))


def as_seq(ctx: Lowerer, value: Any) -> Any:
    """A shelf as what is never changed: a known sequence or table; any other value as it is."""
    if not isinstance(value, Shelf):
        return value
    known = items(ctx, value)
    if value.form == "dict":
        return Table({k: as_seq(ctx, v) for k, v in known.items()})
    return Seq(tuple(as_seq(ctx, v) for v in known.values()), form="list")


def contents(ctx: Lowerer, value: Any) -> Any:
    """An object that stands for one of a library's classes as the list or dict in it; any other value as it is."""
    if isinstance(value, Instance) and hasattr(value.cls, "STANDS_FOR"):
        return ctx.env.names.get((value.slot, "content"), value)
    return value


def key_of(ctx: Lowerer, shelf: Shelf, index: Any) -> Any:
    """The key that a subscript is, known when the program is compiled."""
    if isinstance(index, Const):
        count = len(keys(ctx, shelf))
        return index.value + count if shelf.form == "list" and index.value < 0 else index.value
    what = f"which item of this {shelf.form} of unlike things is meant is not known when the program is compiled"
    raise unrolling(ctx, ctx.refuse("SD201", what, "write its position, or go over it"))


def get(ctx: Lowerer, shelf: Shelf, index: Any) -> Any:
    """``shelf[index]``."""
    if isinstance(index, slice) and shelf.form == "list":
        bounds = (index.start, index.stop, index.step)
        if not all(isinstance(b, Const) for b in bounds):
            what = "a list of unlike things is sliced by values that are not literals"
            raise unrolling(ctx, ctx.refuse("SD201", what, "write literals"))
        return of_list(ctx, list(items(ctx, shelf).values())[slice(*[b.value for b in bounds])])
    key = key_of(ctx, shelf, index)
    if key not in keys(ctx, shelf):
        raise ctx.ends(KeyError if shelf.form == "dict" else IndexError, (key,))
    return held(ctx, shelf, key)


def put(ctx: Lowerer, shelf: Shelf, index: Any, value: Any) -> None:
    """``shelf[index] = value``."""
    if isinstance(index, slice):
        raise ctx.refuse("SD206", "a slice of a list of unlike things is written", "write its items one by one")
    key = key_of(ctx, shelf, index)
    if key in keys(ctx, shelf):
        ctx.env.names[shelf.slot, place(key)] = arrays.kept(ctx, value)
    elif shelf.form == "dict":
        fill(ctx, shelf, {**items(ctx, shelf), key: value})
    else:
        raise ctx.ends(IndexError, ("list assignment index out of range",))


def method(ctx: Lowerer, shelf: Shelf, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method of a list or dict."""
    known = items(ctx, shelf)
    if shelf.form == "dict":
        found = of_dict_method(ctx, shelf, known, name, args, keywords)
    else:
        found = NotImplemented if keywords else of_list_method(ctx, shelf, known, name, args)
    if found is NotImplemented:
        raise ctx.refuse(
            "SD206", f"the method `{name}` of a {shelf.form} of unlike things is not in the language", "use subscripts"
        )
    return found


def of_list_method(ctx: Lowerer, shelf: Shelf, known: dict[Any, Any], name: str, args: list[Any]) -> Any:
    """A method of a list."""
    held_now = list(known.values())
    if name == "copy":
        return of_list(ctx, held_now)
    result: Any = Const(None)
    if name == "append" and len(args) == 1:
        held_now.append(args[0])
    elif name == "extend" and len(args) == 1:
        held_now += known_items(ctx, args[0])
    elif name == "insert" and len(args) == 2 and isinstance(args[0], Const):
        held_now.insert(args[0].value, args[1])
    elif name == "pop" and held_now and all(isinstance(a, Const) for a in args):
        result = held_now.pop(*[a.value for a in args])
    elif name in ("reverse", "clear") and not args:
        held_now = held_now[::-1] if name == "reverse" else []
    else:
        return NotImplemented
    fill(ctx, shelf, dict(enumerate(held_now)))
    return result


def of_dict_method(
    ctx: Lowerer, shelf: Shelf, known: dict[Any, Any], name: str, args: list[Any], keywords: dict[str, Any]
) -> Any:
    """A method of a dict."""
    if not args and name in ("items", "keys", "values", "copy"):
        if name == "copy":
            return of_dict(ctx, known)
        return Iter(name, (shelf,))
    if name == "update" and len(args) < 2:
        fill(ctx, shelf, known | (known_table(ctx, args[0]) if args else {}) | keywords)
        return Const(None)
    if keywords:
        return NotImplemented
    if name == "clear" and not args:
        fill(ctx, shelf, {})
        return Const(None)
    if name not in ("get", "setdefault", "pop") or not 0 < len(args) < 3:
        return NotImplemented
    key = key_of(ctx, shelf, args[0])
    if key in known:
        if name == "pop":
            fill(ctx, shelf, {k: v for k, v in known.items() if k != key})
        return known[key]
    default = args[1] if len(args) > 1 else Const(None)
    if name == "setdefault":
        fill(ctx, shelf, {**known, key: default})
    elif name == "pop" and len(args) == 1:
        raise ctx.ends(KeyError, (key,))
    return default
