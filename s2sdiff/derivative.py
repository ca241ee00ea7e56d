"""The callable that `grad` and its relatives return: it compiles at the first call with new kinds."""

from __future__ import annotations

import functools
import inspect
import linecache
import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s2sdiff.arguments import (
    LITERAL,
    OTHER,
    Argnums,
    bind,
    check_mode,
    check_real,
    chosen,
    defaults_of,
    hashable,
    key_of,
    kinds_of,
    look,
    look_closely,
    part_of,
    reals,
    refuse_missing,
    refuse_seeds_of_variadic,
    signature_of,
    with_counts,
    with_reals,
    with_seeds,
)
from s2sdiff.compiler import Target, cotangent_name, emit
from s2sdiff.directions import seeds
from s2sdiff.errors import S2SDiffError, UsageError
from s2sdiff.kinds import REAL, symbolic
from s2sdiff.numeric import tree as trees
from s2sdiff.overlap import refuse_overlap
from s2sdiff.specialize import (
    Call,
    Primal,
    Specialization,
    deeply,
    lower_primal,
    primal_of,
    specialize,
)

if TYPE_CHECKING:
    from s2sdiff.symbolic.mode import Latex

_QUICKEST = 256  # specialisations that are found without looking closely, for one derivative
#: What takes seeds after the arguments of its function; "along" is a pushforward without the value.
SEEDED = ("pushforward", "pullback", "along")
JACOBIANS = ("jacfwd", "jacrev", "jacobian")


class Derivative:
    """A derivative of a function, compiled for the kinds of the arguments that it is called with.

    Attributes:
        primal: the function that it is the derivative of.
        source: the generated source of the specialisation that was used last.
    """

    __s2sdiff_derivative__ = True

    def __init__(
        self,
        fun: Callable[..., Any],
        goal: str,
        argnums: Argnums = 0,
        *,
        mode: str = "reverse",
        has_aux: bool = False,
    ) -> None:
        if not callable(fun) and not isinstance(fun, staticmethod):
            choice = f"argnums={fun!r} to choose an argument, or " if isinstance(fun, int | str | tuple) else ""
            hint = f"write {choice}grad(f)(x), not grad(f(x))"
            raise UsageError("SD502", f"a function is differentiated, not {fun!r}", hint=hint)
        check_mode(mode)
        self._signature = signature_of(fun)
        refuse_seeds_of_variadic(fun, self._signature)
        if getattr(type(fun), "__s2sdiff_product__", False):
            fun = fun.derivative  # type: ignore[attr-defined]
        self.primal, self.goal, self.argnums, self.mode, self.has_aux = fun, goal, argnums, mode, has_aux
        functools.update_wrapper(self, fun, updated=())
        self.__wrapped__ = fun
        self._defaults = defaults_of(fun)
        self._wrt, self._several = chosen(self._signature, argnums)
        self._parts = [n for n in self._wrt if "." in n]
        self._quick: dict[Any, Specialization] = {}
        self._full: dict[Any, Any] = {}
        self._exact: dict[Any, int] = {}  # what can be compiled for certain lengths or counts only
        self._counted = False  # whether counts were needed for any
        self._last: Specialization | None = None
        self.members: dict[Any, Derivative] = {}  # what stands for it column by column, see `columns`
        self._look = look_closely if goal in SEEDED else look
        self._simple = goal in ("grad", "value_and_grad", *SEEDED) and all(
            p.kind is p.POSITIONAL_OR_KEYWORD for p in self._signature.parameters.values()
        )
        self._simple &= list(self._order.parameters) == list(self._signature.parameters)

    # -- calling --------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The derivative at these arguments, which are those of the primal."""
        if not kwargs:
            found = self._quick.get(tuple([a if a.__class__ in LITERAL else a.__class__ for a in args]))
            if found is None and self._simple:
                found = self._quick.get(tuple(map(self._look, args)))
            if found is not None and (found.holds is None or found.holds()):
                return found.fn(*args)
        return self._call(args, kwargs)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        return functools.partial(self, instance)

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        extra: list[Any] = []
        given, quick = args, not kwargs
        if self.goal in SEEDED:
            args, given_seeds = seeds.apart(self.seeds, self.goal, args, kwargs)
            extra = [reals(seed) for seed in given_seeds]
            quick &= all(map(operator.is_, extra, given_seeds))
        bound = self._bind(args, kwargs)
        if self.goal in ("pushforward", "along"):
            for owner, name, seed in zip(self._wrt, self.seeds, extra, strict=True):
                seeds.check(f"`{owner}`", name, part_of(bound.arguments, owner), seed)
        if isinstance(self.primal, Derivative) and self.primal.goal not in ("grad", "value_and_grad"):
            from s2sdiff.directions.columns import columns_of, derivative

            found = columns_of(self.primal, bound)
            if found is not None:
                return derivative(self, found, bound, extra)
        if self.goal in JACOBIANS or self._in_sweeps(bound.arguments):
            from s2sdiff.directions.jacobian import gradient, jacobian

            return jacobian(self, bound) if self.goal in JACOBIANS else gradient(self, bound)
        return self.run(bound, self.goal, extra, quick=given if quick else None)

    def _in_sweeps(self, arguments: dict[str, Any]) -> bool:
        """Whether this is a gradient in forward mode by several reals."""
        return (
            self.mode == "forward" and self.goal in ("grad", "value_and_grad") and not self._single(arguments)
        )

    def _single(self, arguments: dict[str, Any]) -> bool:
        """Whether it is taken by one real."""
        return len(self._wrt) == 1 and isinstance(part_of(arguments, self._wrt[0]), float | int)

    @functools.cached_property
    def seeds(self) -> list[str]:
        """The names of the parameters that it has beyond those of its function."""
        own = self._signature.parameters
        return [n for n in inspect.signature(self).parameters if n not in own]

    def _bind(self, args: Sequence[Any], kwargs: dict[str, Any]) -> inspect.BoundArguments:
        held = defaults_of(self.primal)
        if held[0] is not self._defaults[0] or held[1] is not self._defaults[1]:
            self._defaults, self._signature = held, signature_of(self.primal)
        bound = bind(self._signature, args, kwargs, getattr(self.primal, "__name__", "the function"))
        for name in self._parts:
            refuse_missing(name, bound.arguments)
        return bound

    def run(
        self,
        bound: inspect.BoundArguments,
        goal: str,
        extra: Sequence[Any] = (),
        quick: tuple[Any, ...] | None = None,
        wrt: tuple[str, ...] | None = None,
    ) -> Any:
        """Call the specialisation for these arguments, after compiling it if need be."""
        wrt = self._wrt if wrt is None else wrt
        call = self.prepared(bound, goal, wrt)
        found, arguments = call.specialization, call.arguments
        if goal == "pullback":
            given, name = extra[0], self.seeds[0]
            result = seeds.pulled(lambda: call(extra), lambda: self.value(bound), name, given)
        else:
            result = call(extra)
        if (
            not found.program.written
            and quick is not None
            and self._simple
            and goal == self.goal
            and len(quick) == len(arguments) + len(extra)
            and not (goal == "pullback" and trees.children(extra[0]))  # its lists are as long as the result's
        ):
            looks = tuple(map(self._look, quick))
            if OTHER not in looks and all(arguments[n] is bound.arguments[n] for n in arguments):
                self.note(looks, found)
        return result

    def note(self, looks: tuple[Any, ...], found: Specialization) -> None:
        """Note which program is meant by arguments that look like this, for a few looks."""
        if self.counted:  # at a glance, a count is like any other
            return
        if len(self._quick) >= _QUICKEST:
            self._quick.clear()
        self._quick[looks] = found

    @property
    def counted(self) -> bool:
        """Whether it depends on counts which program is meant, here or in what this is a derivative of."""
        return self._counted or (isinstance(self.primal, Derivative) and self.primal.counted)

    def value(self, bound: inspect.BoundArguments) -> Any:
        """The value of the function itself, and with has_aux the rest of it."""
        if isinstance(self.primal, Derivative):
            own = inspect.BoundArguments(self._order, bound.arguments)
            return self.primal(*own.args, **own.kwargs)
        return self.run(bound, "primal")

    def prepared(
        self, bound: inspect.BoundArguments, goal: str, wrt: tuple[str, ...], several: bool | None = None
    ) -> Call:
        """The specialisation for these arguments, compiled if need be, about to be called with them."""
        found = self.specialization(bound, goal, wrt, self._several if several is None else several)
        arguments = with_reals(bound, wrt).arguments
        if found.program.written:
            code = None if isinstance(self.primal, Derivative) else primal_of(self.primal).fn.__code__
            refuse_overlap(arguments, found.program.written, code)
        return Call(found, arguments, list(self._order.parameters.values()))

    # -- compiling ------------------------------------------------------------------------------

    def specialization(
        self,
        bound: inspect.BoundArguments,
        goal: str,
        wrt: tuple[str, ...],
        several: bool | None = None,
    ) -> Specialization:
        """The specialisation for these arguments, compiled if need be."""
        several = self._several if several is None else several
        primal, exact, own = self.key(bound, wrt)
        ways: tuple[Callable[[], dict[str, Any]], ...] = (
            lambda: symbolic(exact),
            lambda: exact,
            lambda: with_counts(exact, bound.arguments),
        )
        kinds = ways[0]()
        general = (goal, wrt, several, self.key_with(own, kinds))
        first = self._exact.get(general, 0)
        kinds = ways[first]() if first else kinds
        found = self._full.get((goal, wrt, several, self.key_with(own, kinds)))
        if found is not None and found.valid():
            self._last = found
            return found  # type: ignore[no-any-return]
        for name in wrt:
            check_real(name, bound.arguments, kinds)
        ahead = self.goal == "jacfwd" or self._in_sweeps(bound.arguments)
        mode = "reverse" if goal in ("grad", "value_and_grad") and ahead else self.mode  # one program for all
        named = tuple(self.seeds) if goal == self.goal and goal in SEEDED else ()
        target = Target(goal, wrt, several, mode, self.has_aux, named)
        refusal: S2SDiffError | None = None
        tried: dict[str, Any] | None = None
        for way in range(first, len(ways)):
            kinds = ways[way]()
            if kinds == tried:
                continue
            tried = kinds
            try:
                made = self._made(primal, kinds, target)
            except S2SDiffError as e:
                refusal = refusal or e
                continue
            if way:
                self._exact[general] = way
                self._counted |= way == 2
            self._full[goal, wrt, several, self.key_with(own, kinds)] = self._last = made
            return made
        assert refusal is not None
        raise refusal

    @staticmethod
    def _made(primal: Primal, kinds: dict[str, Any], target: Target) -> Specialization:
        made: Specialization = deeply(lambda: specialize(primal, kinds, target))
        return made

    def key(self, bound: inspect.BoundArguments, wrt: tuple[str, ...]) -> tuple[Primal, dict[str, Any], Any]:
        """What is differentiated, the kinds of the arguments, and for a derivative of a derivative, which one it is."""
        kinds = kinds_of(bound.arguments, wrt)
        fun = self.primal
        if isinstance(fun, Derivative):
            inner = fun.inner_specialization(bound, wrt)
            primal = Primal(inner.fn, {})  # type: ignore[arg-type]
            return primal, kinds, id(inner)
        return primal_of(fun), kinds, None

    @staticmethod
    def key_with(own: Any, kinds: dict[str, Any]) -> Any:
        """The key of a specialisation for these kinds."""
        return hashable((own, tuple((n, key_of(k)) for n, k in kinds.items())))

    def inner_specialization(self, bound: inspect.BoundArguments, wrt: tuple[str, ...]) -> Specialization:
        """The specialisation that a derivative of this derivative differentiates."""
        own = self.without_seeds(bound)
        real = [name for name in {*wrt, *self._wrt} if name.partition(".")[0] in own.arguments]
        own = with_reals(own, real)
        return self.specialization(own, self.written_goal(own.arguments), self._wrt)

    def without_seeds(self, bound: inspect.BoundArguments) -> inspect.BoundArguments:
        """The arguments of the function, of those that this derivative is called with."""
        own = {n: v for n, v in bound.arguments.items() if n in self._signature.parameters}
        return inspect.BoundArguments(self._signature, own)

    def written_goal(self, arguments: dict[str, Any]) -> str:
        """What is generated to stand for this derivative: of a function of reals, a Jacobian is its gradient."""
        if self.goal in ("jacfwd", "jacobian"):
            return "tangent" if self._single(arguments) else "grad"
        return "grad" if self.goal == "jacrev" else self.goal

    # -- looking --------------------------------------------------------------------------------

    @property
    def __signature__(self) -> inspect.Signature:
        return self._seeded(self._signature)

    @property
    def _order(self) -> inspect.Signature:
        """The arguments in the order in which generated functions take them: `hvp` asks for another one."""
        fun = self.primal
        return fun._seeded(fun._order) if isinstance(fun, Derivative) else self._signature

    def _seeded(self, signature: inspect.Signature) -> inspect.Signature:
        """The signature of a function with the seeds that this derivative of it takes."""
        if self.goal in ("pushforward", "along"):
            return with_seeds(signature, [f"{w.replace('.', '_')}_dot" for w in self._wrt])
        if self.goal == "pullback":
            return with_seeds(signature, [cotangent_name(getattr(self.primal, "__name__", "f"))])
        return signature

    @property
    def source(self) -> str:
        """The generated source of the specialisation that was used last."""
        if self._last is None:
            raise UsageError(
                "SD502", "there is no source before the first call", hint="call it, or use .lower(*args)"
            )
        return self._last.source

    @property
    def latex(self) -> Latex:
        """The function and its derivative as LaTeX, a pair of texts; before the first call, of real arguments.

        Raises:
            S2SDiffError: SD503, where the function is not straight-line.
        """
        from s2sdiff.symbolic.mode import latex_of

        if self._last is not None:
            return latex_of(self._last.program, self._wrt)
        primal = primal_of(self.primal)
        kinds = dict.fromkeys(self._signature.parameters, REAL)
        return latex_of(deeply(lambda: lower_primal(primal, kinds))[0], self._wrt)

    def lower(self, *args: Any, **kwargs: Any) -> Specialization:
        """The specialisation for these arguments, itself callable and with ``.source``; nothing is run."""
        extra = len(self.seeds)
        count = len(args) - extra
        if extra and count >= 0:
            try:
                return self.lower_bound(self._bind(args[:count], kwargs))
            except UsageError:
                pass
        return self.lower_bound(self._bind(args, kwargs))

    def lower_bound(self, bound: inspect.BoundArguments) -> Specialization:
        """The specialisation for bound arguments."""
        bound = with_reals(bound, self._wrt)
        goal = self.written_goal(bound.arguments)
        if self.goal in JACOBIANS and goal == "grad":
            from s2sdiff.directions.jacobian import lowered

            return lowered(self, bound)
        return self.specialization(bound, goal, self._wrt)

    def save(self, path: str | Path) -> None:
        """Write the source of the specialisation that was used last as a module."""
        from s2sdiff.modules import header
        from s2sdiff.transforms.unstopped import unstopped

        text = self.source
        if self._last is not None and "stop_gradient" in text:
            text = emit([unstopped(replace(self._last.generated, name=self._last.name))]).source
        code = getattr(inspect.unwrap(self), "__code__", None)
        origin = linecache.getlines(code.co_filename) if code is not None else []
        name = (
            Path(code.co_filename).name
            if code is not None
            else getattr(self.primal, "__name__", "a function")
        )
        Path(path).write_text(header(name, "".join(origin)) + text, encoding="utf-8")

    def __repr__(self) -> str:
        return f"<{self.goal} of {getattr(self.primal, '__qualname__', self.primal)!s} by {', '.join(self._wrt)}>"

    def __reduce__(self) -> Any:
        import sys

        module, name = getattr(self, "__module__", None), getattr(self, "__qualname__", "")
        if getattr(sys.modules.get(module or ""), name, None) is self:
            return name
        return _rebuild, (self.primal, self.goal, self.argnums, self.mode, self.has_aux)


def _rebuild(fun: Any, goal: str, argnums: Argnums, mode: str, has_aux: bool) -> Derivative:
    return Derivative(fun, goal, argnums, mode=mode, has_aux=has_aux)
