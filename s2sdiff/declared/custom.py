"""Functions with a derivative of their own: `custom_jvp`, `custom_vjp`, `elemental`, `rule`, `stop_gradient`.

They are called in a program and in its derivative, and never looked into. Generated source reaches them
by importing them from where they were defined, so define them at the top level of a module.
"""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from s2sdiff.entries import executed
from s2sdiff.errors import UsageError
from s2sdiff.frontend.calls.declared import TRANSFORMS
from s2sdiff.frontend.library.made import declared
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.text.parameters import parameters_of
from s2sdiff.frontend.values import Known, Ref, Seq, UserFn
from s2sdiff.graph import Const, External, Op
from s2sdiff.rules.declare import RULES, Rule, constant, tangent

F = TypeVar("F", bound=Callable[..., Any])


class Declared:
    """A function that is called in programs and not followed.

    Attributes:
        fun: the function itself.
        params: the names of its parameters, in order.
        nondiff: the positions of those that its stated derivative does not look at.
        elementwise: whether an array in gives an array of that shape, and reals give a real.
    """

    __s2sdiff_declared__ = True
    __name__: str
    __qualname__: str
    params: tuple[str, ...]
    elementwise = False

    def __init__(self, fun: Callable[..., Any], nondiff: Sequence[int] = ()) -> None:
        self.fun = fun
        if isinstance(fun, UserFn):  # of a module that is read, and not run
            assert fun.external is not None
            self.__name__ = self.__qualname__ = fun.name
            self.__module__ = fun.external.module
            self.params = tuple(n for n, _, _ in parameters_of(fun))
        elif callable(fun):
            functools.update_wrapper(self, fun)
            self.params = tuple(inspect.signature(fun).parameters)
        else:
            raise UsageError("SD502", f"a function is declared, not {fun!r}")
        if isinstance(nondiff, int):
            raise UsageError("SD502", "`nondiff_argnums` is a tuple of positions", hint=f"write ({nondiff},)")
        self.nondiff = tuple(nondiff)
        if not all(isinstance(k, int) and 0 <= k < len(self.params) for k in self.nondiff):
            raise UsageError("SD502", f"{nondiff!r} are not positions of parameters of `{self.__name__}`")
        self.rule = RULES[self] = Rule(self, self.params)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The function's value."""
        return self.fun(*args, **kwargs)

    def takes(self, fun: Any, count: int, what: str) -> None:
        """Refuse what is no function of `count` arguments; of a module that is read, and not run, nothing is known."""
        if isinstance(fun, UserFn):
            return
        try:
            inspect.signature(fun).bind(*[None] * count)
        except ValueError:  # written in C
            return
        except TypeError as e:
            raise UsageError("SD502", f"{what} of `{self.__name__}` takes {count} arguments: {e}") from None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__qualname__}>"

    def __reduce__(self) -> Any:
        return self.__qualname__

    def __copy__(self) -> Declared:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Declared:
        return self

    @functools.cached_property
    def __s2sdiff_entry__(self) -> Any:
        """A function with source that does nothing but call this one, for where it is itself differentiated."""
        signature = inspect.signature(self.fun)
        P = inspect.Parameter
        if any(p.kind is P.VAR_KEYWORD for p in signature.parameters.values()):
            raise UsageError("SD502", f"`{self.__name__}` takes keywords that it does not name")
        rows = [
            p.replace(annotation=P.empty, default=P.empty if p.default is P.empty else None)
            for p in signature.parameters.values()
        ]
        forms: dict[Any, str] = {P.VAR_POSITIONAL: "*{0}", P.KEYWORD_ONLY: "{0}={0}"}
        call = ", ".join(forms.get(p.kind, "{0}").format(p.name) for p in rows)
        text = f"def entry{inspect.Signature(rows)}:\n    return declared({call})\n"
        made = executed(text, "declared", "entry", {"declared": self})
        made.__name__ = self.__name__
        made.__defaults__ = getattr(self.fun, "__defaults__", None)
        made.__kwdefaults__ = getattr(self.fun, "__kwdefaults__", None)
        return made


class CustomJvp(Declared):
    """A function whose tangent is stated; see `custom_jvp`."""

    def defjvp(self, jvp: F) -> F:
        """State the tangent: ``jvp(*nondiff, primals, tangents) -> (value, tangent)``, linear in the tangents."""
        self.takes(jvp, len(self.nondiff) + 2, "the stated tangent")
        self.rule.jvp = jvp
        return jvp


class CustomVjp(Declared):
    """A function whose cotangents are stated; see `custom_vjp`."""

    def defvjp(self, fwd: Callable[..., Any], bwd: Callable[..., Any]) -> None:
        """State the cotangents: ``fwd(*args) -> (value, residuals)``, ``bwd(*nondiff, residuals, cotangent) -> tuple``."""
        self.takes(fwd, len(self.params), "the function that goes forward")
        self.takes(bwd, len(self.nondiff) + 2, "the function that goes backward")
        self.rule.vjp = (fwd, bwd)


def custom_jvp(fun: Callable[..., Any] | None = None, nondiff_argnums: Sequence[int] = ()) -> Any:
    """Declare that the tangent of a function is stated by hand, as JAX does.

    ::

        @custom_jvp
        def log1pexp(x):
            return math.log(1.0 + math.exp(x))

        @log1pexp.defjvp
        def log1pexp_jvp(primals, tangents):
            (x,), (x_dot,) = primals, tangents
            return log1pexp(x), (1.0 - 1.0 / (1.0 + math.exp(x))) * x_dot

    Forward mode calls the tangent rule; reverse mode calls it too, which for reals is the same, since the
    rule is linear in the tangents. Of arrays and tuples, reverse mode reads the rule and runs it backwards.
    Higher derivatives differentiate the rule.

    Args:
        fun: the function; left out, this gives a decorator. Where its result is of a kind that its source
            does not show, annotate it (``-> float``).
        nondiff_argnums: the positions of arguments without derivative, such as functions or sizes. They
            come first when the rule is called, one by one, and `primals` and `tangents` are without them.
    """
    if fun is None:
        return functools.partial(custom_jvp, nondiff_argnums=nondiff_argnums)
    return CustomJvp(fun, nondiff_argnums)


def custom_vjp(fun: Callable[..., Any] | None = None, nondiff_argnums: Sequence[int] = ()) -> Any:
    """Declare that the cotangents of a function are stated by hand, as JAX does.

    ::

        @custom_vjp
        def f(x, y): ...

        def f_fwd(x, y):
            return f(x, y), (math.cos(x), y)     # the value, and what the way back needs

        def f_bwd(residuals, bar):
            cos_x, y = residuals
            return cos_x * bar * y, math.sin(x) * bar

        f.defvjp(f_fwd, f_bwd)

    Forward mode runs `bwd` backwards, which is linear in `bar`, or else refused (SD306). Higher derivatives differentiate
    `fwd` and `bwd`.

    Args:
        fun: the function; left out, this gives a decorator.
        nondiff_argnums: the positions of arguments without derivative. They come first when `bwd` is
            called, one by one, and it returns the cotangents of the others. One that it always returns as a
            literal ``None`` is zero.
    """
    if fun is None:
        return functools.partial(custom_vjp, nondiff_argnums=nondiff_argnums)
    return CustomVjp(fun, nondiff_argnums)


def rule(*fns: Callable[..., Any]) -> Callable[[F], F]:
    """Declare how the result of somebody else's function varies with one of its parameters.

    ::

        @rule(fast.kernel)
        def _(x, n, x_dot, *, out):
            return n * out / x * x_dot

    The body takes the parameters of the function by name, the tangent of one of them as ``NAME_dot``, and
    may ask for the result as the keyword-only ``out``; it is read from its source, linear in the tangent,
    and becomes part of generated source. Parameters without a rule have no derivative (SD302). A function
    with a rule is taken not to change its arguments. Declare rules before the first derivative is taken.

    Raises:
        UsageError: SD502, for what is not a function, or a body without exactly one ``NAME_dot``.
    """
    from s2sdiff.rules.registry import library_rules

    for fn in fns:
        if not callable(fn):
            raise UsageError("SD502", f"a rule is declared for a function, not {fn!r}")
        library_rules(getattr(fn, "__module__", None) or "")

    def declare(body: F) -> F:
        signature = inspect.signature(body).parameters
        dots = [n for n in signature if n.endswith("_dot")]
        if len(dots) != 1 or dots[0].removesuffix("_dot") not in signature:
            raise UsageError(
                "SD502",
                "a rule takes the parameters of its function and the tangent of one of them",
                hint="call it NAME_dot",
            )
        return tangent(*fns)(body)

    return declare


def elemental(name: str, expression: str, params: Sequence[str] | None = None) -> Any:
    """A function of reals, given by its formula; SymPy derives its partial derivatives.

    Args:
        name: what the function is called, which is also the name to assign it to:
            ``softplus = elemental("softplus", "log(1 + exp(x))")``.
        expression: the formula, as SymPy reads it. Numbers are read as exact where they are integers or
            quotients of them.
        params: the names of the parameters, in order; by default in that of their first appearance.

    Returns:
        A function of reals or arrays (element by element) that programs may call.

    Raises:
        UsageError: SD502, where the formula cannot be read, or holds what has no counterpart in `math`.
    """
    from s2sdiff.declared.elementals import Elemental

    made = Elemental(name, expression, params)
    made.__module__ = inspect.currentframe().f_back.f_globals.get("__name__", "")  # type: ignore[union-attr]
    return made


def stop_gradient(x: Any) -> Any:
    """`x` itself, with a derivative of zero.

    Lists, dicts and arrays come back as copies, so that no name shares memory with another. Source that is
    written to a file has the values in its place, which is right as it stands; let higher orders be derived
    with it (``s2sdiff compile --order 2``), not from the file.
    """
    if isinstance(x, np.ndarray):
        return x.copy()
    if isinstance(x, list):
        return [stop_gradient(v) for v in x]
    if isinstance(x, dict):
        return {k: stop_gradient(v) for k, v in x.items()}
    if isinstance(x, tuple):
        parts = [stop_gradient(v) for v in x]
        return type(x)(*parts) if hasattr(x, "_fields") else tuple(parts)
    return copy.copy(x) if hasattr(x, "__dataclass_fields__") else x


stop_gradient.__module__ = "s2sdiff"
constant([stop_gradient], "x")


def _stopped(ctx: Lowerer, fn: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """``stop_gradient(x)``, structure by structure; the call stays in generated source, for higher orders."""
    (x,) = [*args, *keywords.values()]
    if isinstance(x, Seq):
        return Seq(tuple(_stopped(ctx, fn, [v], {}) for v in x.items), x.fields, x.cls, x.form)
    if isinstance(x, Const):
        return x
    from s2sdiff.frontend.calls.declared import returned

    atom = load_ref(ctx, x) if isinstance(x, Ref) else atom_of(ctx, x)
    result = ctx.let(
        Op("call", "stop_gradient", External("s2sdiff", "stop_gradient", fn)), (atom,), atom.kind
    )
    return Known(result, x.value) if isinstance(x, Known) else returned(ctx, result)


TRANSFORMS[stop_gradient] = _stopped
TRANSFORMS.update(dict.fromkeys([custom_jvp, custom_vjp, elemental], declared))

__all__ = ["CustomJvp", "CustomVjp", "custom_jvp", "custom_vjp", "elemental", "rule", "stop_gradient"]
