"""The defaults of a function of a file, as its derivative writes them."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.ahead.chosen import place_in
from s2sdiff.errors import Refusal
from s2sdiff.frontend.text.parameters import positional
from s2sdiff.frontend.text.static import StaticModule
from s2sdiff.frontend.values import Poison, Seq, UserFn
from s2sdiff.graph import Const


def default(fn: UserFn, module: StaticModule, name: str, text: str | None) -> str | None:
    """The source of a default: the value that it has when the primal's module is imported."""
    if text is None:
        return None
    a = fn.node.args
    names = positional(a)
    values = dict(zip(names[len(names) - len(fn.defaults) :], fn.defaults, strict=True)) | fn.kw_defaults
    nodes = dict(zip(names[len(names) - len(a.defaults) :], a.defaults, strict=True))
    nodes |= {p.arg: d for p, d in zip(a.kwonlyargs, a.kw_defaults, strict=True) if d is not None}
    try:
        ast.literal_eval(nodes[name])
        return text
    except ValueError:
        pass
    found = _literal(values.get(name))
    if found is None:
        raise Refusal(
            "SD401",
            f"the default of `{name}` is not known before the module runs",
            place_in(module, nodes[name]),
            "write it as a literal",
        )
    return found


def _literal(value: Any) -> str | None:
    """The source of a known value, None where it is not a literal."""
    if isinstance(value, Seq) and value.cls is None:
        items = [_literal(v) for v in value.items]
        return None if None in items else "(" + "".join(f"{i}, " for i in items) + ")"
    if not isinstance(value, Const) or isinstance(value, Poison):
        return None
    v = value.value
    if isinstance(v, float) and (v != v or v in (float("inf"), float("-inf"))):
        return f"float('{v}')"
    return repr(v)
