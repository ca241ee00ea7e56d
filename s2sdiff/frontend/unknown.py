"""Values of unknown kind: where one meets a differentiated value, it could be an array."""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable

import numpy as np

from s2sdiff.errors import Place, Refusal
from s2sdiff.frontend.lower import Program
from s2sdiff.frontend.text.scope import is_library
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    External,
    For,
    If,
    Let,
    Multi,
    Stmt,
    Try,
    Update,
    Var,
    While,
    leaves,
    walk,
)
from s2sdiff.kinds import ANY, BOOL, INT, STR, strip
from s2sdiff.rules.declare import RULES
from s2sdiff.subfunctions import is_kept

_CLEAR = {"compare", "template"}
_READ = {"attr", "item", "global"}
_PLAIN = {"builtins", "math", "cmath"}


def spread(body: Block, seeds: Iterable[Var], passes: Callable[[Stmt], bool] = lambda s: True) -> set[Var]:
    """All variables that depend on `seeds` through statements that pass it on."""
    found = set(seeds)
    grown = -1
    statements = list(walk(body))

    def hit(atoms: Iterable[Atom]) -> bool:
        return any(isinstance(a, Var) and a in found for a in atoms)

    while grown != len(found):
        grown = len(found)
        for s in statements:
            if isinstance(s, Let | Multi):
                if hit(s.args) and passes(s):
                    found.update((s.target,) if isinstance(s, Let) else s.targets)
            elif isinstance(s, Update):
                put = () if s.how == "pop" else s.args[-1:]  # the steps before lead to the place
                if hit((s.old, *put)):
                    found.add(s.new)
                    if s.item is not None:
                        found.add(s.item)
            elif isinstance(s, If | Try):
                found.update(m.out for m in s.merges if hit(m.values))
            elif isinstance(s, For | While):
                if isinstance(s, For) and hit((s.seq,)):
                    found.add(s.index)
                for c in s.carries:
                    if hit((c.init, c.next)):
                        found.update((c.param, c.result))
    return found


def refuse_unknown(program: Program, wrt: tuple[str, ...], seen: bool) -> None:
    """Raise SD401 where arithmetic mixes a differentiated value with one whose kind cannot be told.

    `seen` says that the values of the world outside were looked at: what was read from them has the kind that it
    was found to have, and only what is of no known kind (an object with operators of its own) is in doubt.
    """
    f = program.function
    names: dict[Var, str] = {p: p.name for p in f.params if strip(p.kind) == ANY}
    for s in walk(f.body):
        target = s.target if isinstance(s, Let) else s.targets[0] if isinstance(s, Multi) and is_kept(s) else None
        if not isinstance(s, Let | Multi) or target is None or target.kind != ANY:
            continue
        if s.op.form == "global" and not is_library(s.op.payload.module):
            names[target] = s.op.name
        elif s.op.form in ("call", "kept") and s.op.payload is not None and gives_anything(s.op.payload):
            names[target] = f"{s.op.name}(...)"
    if not names:
        return

    def stays(s: Stmt) -> bool:
        if not isinstance(s, Let):
            return not (isinstance(s, Multi) and is_kept(s) and s.targets[0].kind != ANY)
        if seen and s.target.kind != ANY and (s.op.form in _READ or s.op.name == "list"):
            return False
        if s.op.form == "call" and s.op.payload is not None and s.op.payload.module in ("math", "cmath"):
            return False
        certain = s.op.form == "call" and s.op.name in ("float", "int", "bool", "len", "complex")
        return not certain and s.op.form not in _CLEAR and s.target.kind not in (BOOL, INT, STR)

    doubtful = spread(f.body, names, stays)
    roots = [
        a
        for w in wrt
        for a in leaves(program.arguments[w.partition(".")[0]] or Const(None))
        if isinstance(a, Var)
    ]
    params = [p for p in f.params if p.name in wrt]
    active = spread(f.body, [*roots, *params])
    for s in walk(f.body):
        picked = isinstance(s, Let) and s.op.form == "item" and s.op.name == "index"
        if not isinstance(s, Let) or (s.op.form not in ("binary", "unary", "call") and not picked):
            continue
        if s.op.form == "call" and (s.op.payload is None or not stays(s) or not has_rule(s.op.payload.value)):
            continue  # a call without a rule is refused by itself
        if s.op.form == "call" and s.op.payload is not None and s.op.payload.module.startswith("scipy.sparse"):
            continue  # its rules are those of such objects
        read = [a for a in s.args[1:] if a.kind == ANY] if picked else s.args  # an index that is an array may repeat
        doubt = next((a for a in read if isinstance(a, Var) and a in doubtful), None)
        if (
            doubt is not None
            and s.target in active
            and any(isinstance(a, Var) and a in active for a in s.args)
        ):
            raise in_doubt(names.get(doubt), doubt in f.params, seen, s.place)


def in_doubt(name: str | None, is_param: bool, seen: bool, place: Place | None) -> Refusal:
    """The refusal of arithmetic with something that could be anything."""
    what = f"`{name}`" if name else "a value here, which comes from one that is not known before the program runs,"
    if seen:
        message = f"what the operators of {what} do is not known: it is no number, array or container of those"
        return Refusal("SD401", message, place, "make an array of it before the call, as np.asarray or its method toarray does")
    hint = "give the kind of the parameter in --signature" if is_param else "pass it as an argument"
    return Refusal("SD401", f"the kind of {what} is not known", place, hint)


def gives_anything(fn: External) -> bool:
    """Whether a function without a known result may give an object with operators of its own."""
    if fn.module in _PLAIN or fn.value in (np.shape, collections.Counter, np.dtype, np.promote_types, np.result_type):
        return False
    if fn.value in (np.result_type, np.promote_types):  # a dtype
        return False
    return fn.value is None or isinstance(fn.value, type) or is_library(fn.module)


def has_rule(value: object) -> bool:
    """Whether a function has a rule."""
    try:
        return value in RULES
    except TypeError:
        return False


__all__ = ["refuse_unknown", "spread"]
