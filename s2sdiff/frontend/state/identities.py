"""Objects that may be one and the same: those that meet where paths meet, and those that go round a loop.

Where a name holds one object or another, it stands for a third one: its attributes are what paths leave in those
two. A change of any of them makes the same attribute of the others unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.values import UNBOUND, Instance, Poison, Unbound

if TYPE_CHECKING:
    from s2sdiff.frontend.state.paths import Env, Paths


def attributes(env: Env, slot: int) -> dict[str, Any]:
    """The attributes of an object on a path."""
    return {name: value for (frame, name), value in env.names.items() if frame == slot and value is not UNBOUND}


def related(paths: Paths, one: int, other: int) -> bool:
    """Whether two objects may be the same."""
    return one == other or other in paths.kin.get(one, ())


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
    objects = [v for v in values if isinstance(v, Instance)]
    made = Instance(objects[0].cls, paths.new_slot())
    owned = [attributes(e, v.slot) if isinstance(v, Instance) else {} for v, e in zip(values, envs, strict=True)]
    for name in dict.fromkeys(n for own in owned for n in own):
        there = [own.get(name, UNBOUND) for own in owned]
        unset = any(isinstance(t, Unbound) and isinstance(v, Instance) for t, v in zip(there, values, strict=True))
        what = Poison("SD207", f"`{name}` is an attribute on some paths only", "set it in `__init__`")
        result.names[made.slot, name] = what if unset else join(there, name)
    for v in objects:
        stand_for(paths, made.slot, v.slot)
    return made


__all__ = ["attributes", "met", "outdate", "relate", "related", "stand_for"]
