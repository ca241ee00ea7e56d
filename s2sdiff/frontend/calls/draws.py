"""Random numbers: drawn where the program draws them, in its order, and each of them once.

What is drawn has no derivative, but the numbers by which a distribution is shifted and scaled have one:
``rng.normal(loc, scale, n)`` is ``loc + scale * rng.standard_normal(n)``, to the last bit. So it is in NumPy
(`Generator`, `RandomState`, the functions of `numpy.random`) and in the standard library (`random`).
"""

from __future__ import annotations

import functools
import random
import sys
from typing import Any

import numpy as np

from s2sdiff.frontend.arrays.results import call_kind
from s2sdiff.frontend.expressions.expressions import binary
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known, Ref
from s2sdiff.graph import Const, External, Op, Var
from s2sdiff.kinds import ANY, INT, REAL, Kind, is_number

#: What changes its argument.
CHANGING = {"shuffle"}
_FROM_LISTS = {"choice", "choices", "sample", "randbytes", "seed", "getstate", "setstate"}


@functools.cache
def sample_of(cls: type) -> Any:
    """A generator whose draws tell the kinds of what those of a class draw; None where it is no class of generators.

    NumPy loads `numpy.random` only for those who ask for it.
    """
    if issubclass(cls, random.Random):
        return random.Random(0)
    if "numpy.random" in sys.modules and issubclass(cls, np.random.Generator):
        return np.random.default_rng(0)
    if "numpy.random" in sys.modules and issubclass(cls, np.random.RandomState):
        return np.random.RandomState(0)
    return None


def state_of(ctx: Lowerer, owner: Any) -> Any:
    """A generator of the class that a value is of, None where it is no generator of random numbers."""
    if isinstance(owner, Known):
        return like(owner.value)
    return like(ctx.samples.get(owner)) if isinstance(owner, Var) else None


def like(value: Any) -> Any:
    """A generator of the class of an object, None where that is no generator of random numbers."""
    cls: Any = type(value)
    return sample_of(cls)


def owner_of(fn: Any) -> Any:
    """A generator of the class whose method a function is, None where it is none."""
    return like(getattr(fn, "__self__", None))


def is_random(external: External) -> bool:
    """Whether a function draws random numbers, or makes what does."""
    return external.module == "random" or external.module.startswith("numpy.random") or owner_of(external.value) is not None


def function(ctx: Lowerer, external: External, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A function of `numpy.random` or of `random`."""
    state = owner_of(external.value)
    if state is not None:
        return draw(ctx, state, external.name.rpartition(".")[2], External(external.module, external.name), None, args, keywords)
    made = kept(ctx, external.name, external, None, args, keywords, ANY)
    cls = np.random.Generator if external.name == "default_rng" else external.value
    state = sample_of(cls) if isinstance(cls, type) else None
    if state is not None:
        ctx.samples[made] = state
    return made


def draw(
    ctx: Lowerer,
    state: Any,
    name: str,
    external: External | None,
    owner: Any,
    args: list[Any],
    keywords: dict[str, Any],
) -> Any:
    """One draw by a generator of the class of `state`: by the function `external`, or by a method of `owner`."""
    if name in CHANGING:
        raise ctx.refuse("SD206", f"`{name}` changes its argument", "take a permutation of its positions")
    near = standard(ctx, state, name, args, keywords)
    if near is not None:
        offset, factor, other, given = near
        same = External(external.module, other, getattr(state, other)) if external is not None else None
        plain_draw = draw(ctx, state, other, same, owner, given, {})
        scaled = plain_draw if factor is None else binary(ctx, "mul", factor, plain_draw)
        return scaled if offset is None else binary(ctx, "add", offset, scaled)
    fn = getattr(state, name, None)
    if fn is None:
        raise ctx.refuse("SD301", f"`{name}` is not known as a way to draw numbers")
    return kept(ctx, name, external, owner, args, keywords, kind_drawn(ctx, state, name, fn, args, keywords))


def standard(
    ctx: Lowerer, state: Any, name: str, args: list[Any], keywords: dict[str, Any]
) -> tuple[Any, Any, str, list[Any]] | None:
    """What a draw adds to, and multiplies by, a standard one, and the name and arguments of that; None for a draw
    whose parameters are literals, or are unknown to be numbers where no size is given."""
    own = isinstance(state, random.Random)
    parameters, other = (_OWN if own else _NUMPY).get(name, ((), ""))
    given = {**dict(zip((*parameters, "size"), args, strict=False)), **keywords}
    chosen = [given.pop(p, None) for p in parameters]
    size = given.pop("size", Const(None))
    if given or not any(isinstance(a, Var | Ref | Known) for a in chosen):
        return None
    if isinstance(size, Const) and size.value is None and not all(
        a is None or is_number(atom_of(ctx, a).kind) for a in chosen
    ):
        return None
    if name == "uniform":
        low, high = (Const(float(k)) if a is None else a for k, a in enumerate(chosen))
        chosen = [low, binary(ctx, "sub", high, low)]
    factor = chosen[-1]
    given_on = ([Const(0.0), Const(1.0)] if other == name else []) if own else [size]
    return (chosen[0] if len(chosen) > 1 else None), factor, other, given_on


#: By draw, the parameters that shift and scale it, and the standard draw.
_NUMPY: dict[str, tuple[tuple[str, ...], str]] = {
    "normal": (("loc", "scale"), "standard_normal"),
    "uniform": (("low", "high"), "random"),
    "exponential": (("scale",), "standard_exponential"),
}
_OWN: dict[str, tuple[tuple[str, ...], str]] = {
    "gauss": (("mu", "sigma"), "gauss"),
    "normalvariate": (("mu", "sigma"), "normalvariate"),
    "uniform": (("a", "b"), "random"),
}


def kind_drawn(
    ctx: Lowerer, state: Any, name: str, fn: Any, args: list[Any], keywords: dict[str, Any]
) -> Kind:
    """The kind of what is drawn."""
    if isinstance(state, random.Random):
        return {"randint": INT, "randrange": INT, "getrandbits": INT}.get(name, ANY if name in _FROM_LISTS else REAL)
    if name == "seed":
        return ANY
    atoms = [atom_of(ctx, a) for a in args]
    named = {k: atom_of(ctx, a) for k, a in keywords.items()}
    return call_kind(ctx, External("numpy", name, fn), atoms, named) or ANY


def kept(
    ctx: Lowerer,
    name: str,
    external: External | None,
    owner: Any,
    args: list[Any],
    keywords: dict[str, Any],
    kind: Kind,
) -> Var:
    """A call that stays where it is and is made once, whether or not anybody wants what it gives."""
    first = [] if owner is None else [owner]
    atoms = tuple(atom_of(ctx, a, f"an argument of `{name}`") for a in (*first, *args, *keywords.values()))
    return ctx.keep(Op("kept", name, external, tuple(keywords)), atoms, kind)
