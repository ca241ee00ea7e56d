"""What operators and builtins make of objects of users' classes: calls of their special methods."""

from __future__ import annotations

import builtins
import math
from typing import Any

from s2sdiff.frontend.arrays.misfits import unknown_operator
from s2sdiff.frontend.data.objects import class_of, member
from s2sdiff.frontend.state.identities import related
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import UNBOUND, Instance, Known, Member, Seq
from s2sdiff.frontend.verbs import call, truth_of
from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import BOOL, Array, is_record, strip

#: Builtins that call a method of what they are given.
METHODS: dict[Any, str] = {
    builtins.abs: "__abs__", builtins.float: "__float__", builtins.int: "__int__", builtins.complex: "__complex__",
    builtins.round: "__round__", builtins.reversed: "__reversed__", math.floor: "__floor__", math.ceil: "__ceil__",
    math.trunc: "__trunc__", builtins.divmod: "__divmod__",
}  # fmt: skip

#: What makes a text of an object, and the methods of it that are asked, the first that it has.
TEXTS: dict[Any, tuple[str, ...]] = {str: ("__str__", "__repr__"), repr: ("__repr__",)}

#: Comparisons, and what each is with its sides exchanged.
EXCHANGED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


def special(ctx: Lowerer, owner: Any, name: str, *args: Any) -> Any:
    """What an operator of the language makes of an object: a call of its method of that name."""
    method = member(ctx, owner, class_of(owner).__mro__, name)
    if method is UNBOUND:
        cls = class_of(owner)
        raise ctx.refuse("SD401", f"`{getattr(cls, 'STANDS_FOR', cls).__name__}` has no `{name}` here")
    return call(ctx, method, list(args), {})


def is_own_container(value: Any) -> bool:
    """Whether a value is a record of the world outside, and no tuple: what it gives one by one its class says."""
    return isinstance(value, Known) and is_record(type(value.value)) and not isinstance(value.value, tuple)


def defines(value: Any, name: str) -> bool:
    """Whether a value is an object, or a record, of a user's class that has a special method of its own."""
    if not isinstance(value, Instance | Member) and not (isinstance(value, Seq) and value.cls is not None):
        return False
    return any(name in vars(c) for c in class_of(value).__mro__ if c not in (object, tuple, list, dict))


def operate(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """``left op right``, where one of them is an object: its method of the operator, or the reflected one."""
    name = "truediv" if op == "div" else op.rstrip("_")
    if defines(left, f"__{name}__"):
        return special(ctx, left, f"__{name}__", right)
    if defines(right, f"__r{name}__") and not array_like(left):
        return special(ctx, right, f"__r{name}__", left)
    raise unknown_operator(ctx, op, left, right)


def array_like(value: Any) -> bool:
    """Whether a value is an array, which would take an object apart from its own side."""
    return isinstance(value, Var) and isinstance(strip(value.kind), Array)


def compared(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """A comparison where an operand is an object; NotImplemented where no method of theirs is asked."""
    identity = op in ("is", "isnot") or (op in ("eq", "ne") and not defines(left, "__eq__"))
    if identity and isinstance(left, Member) and isinstance(right, Member):
        found = same(ctx, left, right)
        return found if op in ("is", "eq") else opposite(ctx, found)
    if op in ("is", "isnot"):
        if isinstance(left, Instance) and isinstance(right, Instance):
            if left.slot != right.slot and related(ctx, left.slot, right.slot):
                raise ctx.refuse("SD401", "whether these two are one object depends on the path")
            return Const((left.slot == right.slot) == (op == "is"))
        return NotImplemented
    if op in ("in", "notin"):
        if not defines(right, "__contains__"):
            return NotImplemented
        found = special(ctx, right, "__contains__", left)
        return found if op == "in" else opposite(ctx, found)
    for one, other, way in ((left, right, op), (right, left, EXCHANGED[op])):
        if defines(one, f"__{way}__") and not array_like(other):
            return special(ctx, one, f"__{way}__", other)
        if way == "ne" and defines(one, "__eq__") and not array_like(other):
            return opposite(ctx, special(ctx, one, "__eq__", other))
    if op in ("eq", "ne") and isinstance(left, Instance) and isinstance(right, Instance):
        return compared(ctx, "is" if op == "eq" else "isnot", left, right)
    return NotImplemented


def same(ctx: Lowerer, left: Member, right: Member) -> Any:
    """Whether two objects of lists are one."""
    if left.fleet.slot != right.fleet.slot:
        if related(ctx, left.fleet.slot, right.fleet.slot):
            raise ctx.refuse("SD401", "whether these two are one object depends on the path")
        return Const(False)
    if left.index is right.index:
        return Const(True)
    return ctx.let(Op("compare", "eq"), (left.index, right.index), BOOL)


def opposite(ctx: Lowerer, value: Any) -> Any:
    """``not value``."""
    return negated(ctx, truth_of(ctx, value))


def negated(ctx: Lowerer, truth: Atom) -> Atom:
    """The opposite of a condition."""
    if isinstance(truth, Const):
        return Const(not truth.value)
    negation = ctx.let(Op("unary", "not"), (truth,), BOOL)
    ctx.negations[negation] = truth
    return negation


def called(ctx: Lowerer, fn: Any, args: list[Any]) -> Any:
    """A builtin that is called of an object; NotImplemented where it asks no method of it."""
    try:
        name = METHODS.get(fn)
        if fn in TEXTS and len(args) == 1:
            text = text_of(ctx, args[0], fn)
            if text is args[0]:
                return Const(fn(text.value)) if isinstance(text, Const) else NotImplemented
            return text
    except TypeError:
        return NotImplemented
    if name is None or not args or not defines(args[0], name):
        return NotImplemented
    return special(ctx, args[0], name, *args[1:])


def text_of(ctx: Lowerer, value: Any, way: Any = str) -> Any:
    """The text that an object makes of itself; any other value as it is."""
    if not isinstance(value, Instance | Member):
        return value
    name = next((n for n in TEXTS[way] if defines(value, n)), None)
    return value if name is None else special(ctx, value, name)


def truth(ctx: Lowerer, owner: Any) -> Any:
    """The value that says whether an object counts as true."""
    for name in ("__bool__", "__len__"):
        if defines(owner, name):
            return special(ctx, owner, name)
    return Const(True)


__all__ = ["called", "compared", "defines", "operate", "special", "text_of", "truth"]
