"""Default arguments that can be changed: lists, dicts and sets, which all calls share."""

from __future__ import annotations

import copy
from typing import Any

from s2sdiff.frontend.data import containers
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import Guard, default_value
from s2sdiff.frontend.text.scope import Where
from s2sdiff.frontend.values import Ref, Seq, Table


def mutable_default(ctx: Lowerer, fn: Any, value: Any) -> Any:
    """What a default that is a list, dict or set stands for, as long as nobody changes it."""
    if fn is not None:
        for name in ("__defaults__", "__kwdefaults__"):
            held = getattr(fn, name)
            if held:
                ctx.guards[id(fn), name + "=="] = Guard(Where("attr", fn, name), copy.deepcopy(held), "equal")
    if isinstance(value, set):
        return Seq(tuple(default_value(ctx, v) for v in sorted(value, key=repr)))
    if isinstance(value, dict):
        return Table({k: default_value(ctx, v) for k, v in value.items()})
    made = containers.build_list(ctx, [default_value(ctx, v) for v in value])
    if isinstance(made, Ref):
        made.obj.frozen = "though it is a default argument, which all calls share"
    return made
