"""Objects that may be one and the same: those that meet where paths meet, and those that go round a loop.

Where a name holds one object or another, it stands for a third one: its attributes are what paths leave in those
two. A change of any of them makes the same attribute of the others unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.values import UNBOUND, Fleet, Instance, Poison, Unbound

if TYPE_CHECKING:
    from s2sdiff.frontend.state.paths import Env, Paths


def attributes(env: Env, slot: int) -> dict[str, Any]:
    """The attributes of an object on a path."""
    return {name: value for (frame, name), value in env.names.items() if frame == slot and value is not UNBOUND}


def related(paths: Paths, one: int, other: int) -> bool:
    """Whether two objects may be the same."""
    return one == other or other in paths.kin.get(one, ())


def alike(one: Any, other: Any) -> bool:
    """Whether two values are objects of one class, or lists of objects of one class."""
    if isinstance(one, Fleet) and isinstance(other, Fleet):
        return one.classes == other.classes
    return isinstance(one, Instance) and isinstance(other, Instance) and one.cls is other.cls


def another(paths: Paths, value: Any) -> Any:
    """An object, or a list of objects, like another one, without attributes as yet."""
    slot = paths.new_slot()
    return Fleet(slot, value.classes) if isinstance(value, Fleet) else Instance(value.cls, slot)


def lists_of(paths: Paths, slot: int) -> set[int]:
    """The lists of like objects that an object, or one that may be the same, is an item of."""
    return {f for s in (slot, *paths.kin.get(slot, ())) for f in paths.enlisted.get(s, ())}


def enlist(paths: Paths, slot: int, fleet: int) -> None:
    """Note that an object is an item of a list of like objects."""
    paths.enlisted.setdefault(slot, set()).add(fleet)


def outdate_items(paths: Paths, fleet: int, attr: str) -> None:
    """Note that an attribute of an item was changed by its place: what it has there by a name of its own is not known."""
    for slot in [s for s, found in paths.enlisted.items() if any(related(paths, f, fleet) for f in found)]:
        for own in (slot, *sorted(paths.kin.get(slot, ()))):
            if (own, attr) in paths.env.names:
                what = f"`{attr}` of an object may have been changed since in the list that it is an item of"
                paths.env.names[own, attr] = Poison("SD205", what, "read it from the list")


def relate(paths: Paths, one: int, other: int) -> None:
    """Note that two objects may be the same."""
    if one != other:
        paths.kin.setdefault(one, set()).add(other)
        paths.kin.setdefault(other, set()).add(one)


def stand_for(paths: Paths, made: int, slot: int) -> None:
    """Note that an object, which is new, may be another one, or any that this may be."""
    for other in (slot, *paths.kin.get(slot, ())):
        relate(paths, made, other)


def outdate(paths: Paths, owner: Instance, attr: str) -> None:
    """Note that an attribute of an object was changed: what others that may be the same have there is not known."""
    for slot in sorted(paths.kin.get(owner.slot, ())):
        if (slot, attr) in paths.env.names:
            what = f"`{attr}` may have been changed since, by another name of the same object"
            paths.env.names[slot, attr] = Poison("SD205", what, "keep one name for an object that is changed")


def met(paths: Paths, values: list[Any], envs: list[Env], result: Env, join: Any) -> Any:
    """The object that a name is where paths meet, which is one or another of one class.

    `join` gives the value that paths leave in an attribute, given what each of them has there, and its name.
    """
    objects = [v for v in values if isinstance(v, Instance | Fleet)]
    made = another(paths, objects[0])
    owned = [attributes(e, v.slot) if v in objects else {} for v, e in zip(values, envs, strict=True)]
    for name in dict.fromkeys(n for own in owned for n in own):
        there = [own.get(name, UNBOUND) for own in owned]
        unset = any(isinstance(t, Unbound) and v in objects for t, v in zip(there, values, strict=True))
        what = Poison("SD207", f"`{name}` is an attribute on some paths only", "set it in `__init__`")
        result.names[made.slot, name] = what if unset else join(there, name)
    for v in objects:
        stand_for(paths, made.slot, v.slot)
    return made


__all__ = [
    "alike",
    "another",
    "attributes",
    "enlist",
    "lists_of",
    "met",
    "outdate",
    "outdate_items",
    "relate",
    "related",
    "stand_for",
]
