"""What is certain to raise: operators and calls of None, and names without a value. It is left to raise as the primal does."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.frontend.text.scope import GONE, LiveScope, Where
from s2sdiff.frontend.text.source import definition, is_bound_in, without_value
from s2sdiff.frontend.values import UNBOUND, Seq
from s2sdiff.graph import Const, Var
from s2sdiff.kinds import BOOL, COMPLEX, INT, NONE, REAL, STR, Kind, plain, strip

if TYPE_CHECKING:
    from s2sdiff.frontend.state.lowerer import Lowerer

SAMPLES: dict[Kind, Any] = {REAL: 1.0, INT: 1, BOOL: True, COMPLEX: 1j, STR: "", NONE: None}


def is_none(value: Any) -> bool:
    """Whether a value is None for certain."""
    return isinstance(value, Const | Var) and plain(value.kind) == NONE


def refuse_none(ctx: Lowerer, op: str, *operands: Any) -> None:
    """End the path where an operator has an operand that is None for certain: with the exception that Python raises.

    Of operands that are no numbers of Python's own nothing is said: they may have operators of their own.
    """
    if not any(map(is_none, operands)):
        return
    kinds = [plain(strip(v.kind)) if isinstance(v, Const | Var) else None for v in operands]
    if not all(k in SAMPLES for k in kinds):
        return
    fn = getattr(operator, {"div": "truediv"}.get(op, op))
    try:
        fn(*[SAMPLES[k] for k in kinds if k is not None])
    except TypeError as e:
        raise ctx.ends(TypeError, e.args) from None


def refuse_item(ctx: Lowerer, owner: Any) -> None:
    """End the path where an item of a number, a string or None is written; what is a tuple here may be a list there."""
    kind = plain(strip(owner.kind)) if isinstance(owner, Const | Var) else None
    if kind in SAMPLES:
        name = type(SAMPLES[kind]).__name__
        raise ctx.ends(TypeError, (f"{name!r} object does not support item assignment",))


def refuse_record(ctx: Lowerer, value: Any) -> None:
    """End the path where a record that is no tuple is taken for one."""
    cls = value.cls.value if isinstance(value, Seq) and value.cls is not None else None
    if isinstance(cls, type) and not issubclass(cls, tuple):
        raise ctx.ends(TypeError, (f"{cls.__name__!r} object is no sequence",))


def refuse_attribute(ctx: Lowerer, owner: Any, attr: str) -> None:
    """End the path where an attribute is read that numbers have neither in Python nor in NumPy, nor strings, nor None."""
    kind = plain(strip(owner.kind)) if isinstance(owner, Const | Var) else None
    if kind in SAMPLES and not any(hasattr(v, attr) for v in (SAMPLES[kind], np.asarray(SAMPLES[kind])[()])):
        raise ctx.ends(AttributeError, (f"{type(SAMPLES[kind]).__name__!r} object has no attribute {attr!r}",))


def no_value(ctx: Lowerer, name: str) -> Exception:
    """What is to be raised where a name has no value: a refusal, unless whether that is reached depends on the run.

    A variable that a function around binds on other paths is refused all the same: where it has no value, the paths are
    not what their author had in mind.
    """
    scope = ctx.frame.fn.scope
    around = [f.fn.node for f in ctx.frames if f.id in (ctx.frame.id, *ctx.frame.outer)]
    if isinstance(scope, LiveScope):
        around.append(definition(scope.function))  # a recursive function is lowered without the frames around it
    node = next((n for n in around if is_bound_in(n, name)), None)
    if node is not None or not ctx.choices:
        return ctx.refuse("SD207", *without_value(node or ctx.frame.fn.node, name))
    if isinstance(scope, LiveScope):
        cell = scope.cells.get(name)
        ctx.guard(Where("cell", cell) if cell else Where("dict", scope.globals, name), GONE, "is")
    return ctx.ends(NameError, (f"name {name!r} is not defined",))


def has_value(ctx: Lowerer, name: str) -> bool:
    """Whether a name stands for something here, on some path at least."""
    frame = ctx.frame
    if any(ctx.env.names.get((f, name), UNBOUND) is not UNBOUND for f in (frame.id, *frame.outer)):
        return True
    return ctx.guessed is not None or frame.fn.scope.find(name) is not None
