"""The callable that `grad` and its relatives return: it compiles at the first call with new kinds."""

from __future__ import annotations

import functools
import inspect
import linecache
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.compiler import Target, cotangent_name, fresh_name
from s2sdiff.errors import Place, S2SDiffError, UsageError
from s2sdiff.frontend.lower import Example
from s2sdiff.kinds import INT, REAL, TupleOf, symbolic
from s2sdiff.numeric import tree as trees
from s2sdiff.specialize import (
    Primal,
    Specialization,
    argument_kind,
    as_real,
    deeply,
    lower_primal,
    primal_of,
    specialize,
)

if TYPE_CHECKING:
    from s2sdiff.symbolic import Latex

Argnums = int | str | Sequence[int | str]
_LITERAL = (str, bool, type(None))
_SIMPLE = {float, int, np.float64}
_OTHER = object()
_QUICKEST = 256  # specialisations that are found without looking closely, for one derivative


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
            raise UsageError("SD502", f"a function is differentiated, not {fun!r}")
        if mode not in ("reverse", "forward", "symbolic"):
            raise UsageError(
                "SD503", f"there is no mode {mode!r}", hint='use "reverse", "forward" or "symbolic"'
            )
        self.primal, self.goal, self.argnums, self.mode, self.has_aux = fun, goal, argnums, mode, has_aux
        functools.update_wrapper(self, fun, updated=())
        self.__wrapped__ = fun
        self._signature = inspect.signature(fun)
        self._defaults = getattr(fun, "__defaults__", None)
        self._wrt, self._several = chosen(self._signature, argnums)
        self._quick: dict[Any, Specialization] = {}
        self._full: dict[Any, Any] = {}
        self._exact: set[Any] = set()  # what can be compiled for arrays of certain lengths only
        self._last: Specialization | None = None
        self._simple = goal in ("grad", "value_and_grad", "pullback", "pushforward") and all(
            p.kind is p.POSITIONAL_OR_KEYWORD for p in self._signature.parameters.values()
        )

    # -- calling --------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The derivative at these arguments, which are those of the primal."""
        if not kwargs:
            found = self._quick.get(tuple([a if a.__class__ in _LITERAL else a.__class__ for a in args]))
            if found is None and self._simple:
                found = self._quick.get(tuple(map(look, args)))
            if found is not None and (found.holds is None or found.holds()):
                return found.fn(*args)
        return self._call(args, kwargs)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        return functools.partial(self, instance)

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        extra: list[Any] = []
        given = args
        if self.goal in ("pullback", "pushforward"):
            count = 1 if self.goal == "pullback" else len(self._wrt)
            if len(args) < count:
                raise UsageError(
                    "SD502", f"a {self.goal} takes the arguments of its function, then {count} more"
                )
            args, extra = args[: len(args) - count], list(args[len(args) - count :])
        bound = self._bind(args, kwargs)
        if self.goal in ("jacfwd", "jacrev", "jacobian"):
            from s2sdiff.jacobians import jacobian

            return jacobian(self, bound)
        return self.run(bound, self.goal, extra, quick=None if kwargs else given)

    def _bind(self, args: Sequence[Any], kwargs: dict[str, Any]) -> inspect.BoundArguments:
        if getattr(self.primal, "__defaults__", None) is not self._defaults:
            self._defaults, self._signature = self.primal.__defaults__, inspect.signature(self.primal)
        try:
            bound = self._signature.bind(*args, **kwargs)
        except TypeError as e:
            raise UsageError("SD502", f"`{getattr(self.primal, '__name__', 'the function')}`: {e}") from None
        bound.apply_defaults()
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
        found = self.specialization(bound, goal, wrt)
        arguments = dict(bound.arguments)
        for name in wrt:
            self._as_real(arguments, name)
        if found.program.written:
            self._refuse_overlap(arguments, found.program.written)
        elif (
            quick is not None
            and self._simple
            and goal == self.goal
            and len(quick) == len(arguments) + len(extra)
        ):
            looks = tuple(map(look, quick))
            if _OTHER not in looks and all(arguments[n] is bound.arguments[n] for n in arguments):
                if len(self._quick) >= _QUICKEST:
                    self._quick.clear()
                self._quick[looks] = found
        positional: list[Any] = []
        named: dict[str, Any] = {}
        parameters = self._signature.parameters.values()
        variadic = any(p.kind is p.VAR_POSITIONAL for p in parameters)
        for p in parameters:
            value = arguments[p.name]
            if p.kind is p.VAR_POSITIONAL:
                positional += value
            elif p.kind is p.VAR_KEYWORD:
                named.update(value)
            elif p.kind is p.KEYWORD_ONLY:
                named[p.name] = value
            else:
                positional.append(value)
        if extra and not variadic:  # positional in the generated function, whatever they are here
            given = [n for n, how, _ in found.program.function.signature if how < 2]
            if len(positional) < len(given) and all(n in named for n in given[len(positional) :]):
                positional += [named.pop(n) for n in given[len(positional) :]]
        if extra and variadic:
            at = sum(p.kind < p.VAR_POSITIONAL for p in parameters)
            positional[at:at] = extra
        else:
            positional += extra
        return found.fn(*positional, **named)

    def _refuse_overlap(self, arguments: dict[str, Any], written: frozenset[str]) -> None:
        """Refuse arrays that share memory where the function writes to one of them."""
        shown = {n: v for n, v in arguments.items() if isinstance(v, np.ndarray)}
        for name in written & shown.keys():
            for other, value in shown.items():
                if other != name and np.may_share_memory(shown[name], value):
                    code = (
                        primal_of(self.primal).fn.__code__
                        if not isinstance(self.primal, Derivative)
                        else None
                    )
                    place = Place(code.co_filename, code.co_firstlineno) if code else None
                    raise UsageError(
                        "SD205",
                        f"the arguments `{name}` and `{other}` share memory, and `{name}` is written to",
                        place,
                        "pass a copy",
                    )

    @staticmethod
    def _as_real(arguments: dict[str, Any], name: str) -> None:
        base, _, part = name.partition(".")
        value = arguments[base]
        if type(value) is float:
            return
        if part:
            if isinstance(value, tuple):
                items = list(value)
                items[int(part)] = reals(items[int(part)])
                arguments[base] = tuple(items)
            else:
                arguments[base] = {**value, part: reals(value[part])}
        else:
            arguments[base] = reals(value)

    # -- compiling ------------------------------------------------------------------------------

    def kinds(self, bound: inspect.BoundArguments, wrt: tuple[str, ...]) -> dict[str, Any]:
        """The kind of each argument."""
        kinds = {n: argument_kind(v) for n, v in bound.arguments.items()}
        for name in wrt:
            base, _, part = name.partition(".")
            kind = kinds[base]
            if not part:
                kinds[base] = as_real(kind)
            elif isinstance(kind, TupleOf):
                k = int(part)
                kinds[base] = TupleOf((*kind.items[:k], as_real(kind.items[k]), *kind.items[k + 1 :]))
        return kinds

    def specialization(
        self, bound: inspect.BoundArguments, goal: str, wrt: tuple[str, ...]
    ) -> Specialization:
        """The specialisation for these arguments, compiled if need be."""
        primal, exact, own = self.key(bound, wrt)
        kinds = symbolic(exact)
        key = self.key_with(own, kinds)
        exactly = (goal, wrt, key) in self._exact
        if exactly:
            kinds, key = exact, self.key_with(own, exact)
        found = self._full.get((goal, wrt, key))
        if found is not None and found.valid():
            self._last = found
            return found  # type: ignore[no-any-return]
        for name in wrt:
            check_real(name, bound.arguments, kinds)
        mode = "reverse" if goal == "grad" and self.goal == "jacfwd" else self.mode
        target = Target(goal, wrt, self._several, mode, self.has_aux)
        made: Specialization
        try:
            made = deeply(lambda: specialize(primal, kinds, target))
        except S2SDiffError as refusal:
            if exactly or kinds == exact:
                raise
            try:  # with the lengths of arrays as they are now
                made = deeply(lambda: specialize(primal, exact, target))
            except S2SDiffError:
                raise refusal from None
            self._exact.add((goal, wrt, key))
            key = self.key_with(own, exact)
        self._full[goal, wrt, key] = self._last = made
        return made

    def key(self, bound: inspect.BoundArguments, wrt: tuple[str, ...]) -> tuple[Primal, dict[str, Any], Any]:
        """What is differentiated, the kinds of the arguments, and for a derivative of a derivative, which one it is."""
        kinds = self.kinds(bound, wrt)
        fun = self.primal
        if isinstance(fun, Derivative):
            inner = fun.inner_specialization(bound, wrt)
            primal = Primal(inner.fn, {})  # type: ignore[arg-type]
            return primal, kinds, id(inner)
        return primal_of(fun), kinds, None

    @staticmethod
    def key_with(own: Any, kinds: dict[str, Any]) -> Any:
        """The key of a specialisation for these kinds."""
        return _hashable((own, tuple((n, _key_of(k)) for n, k in kinds.items())))

    def inner_specialization(self, bound: inspect.BoundArguments, wrt: tuple[str, ...]) -> Specialization:
        """The specialisation that a derivative of this derivative differentiates."""
        arguments = dict(bound.arguments)
        extras = {}
        if self.goal in ("pullback", "pushforward"):
            extras = {n: arguments.pop(n) for n in list(arguments) if n not in self._signature.parameters}
        del extras
        own = inspect.BoundArguments(inspect.signature(self.primal), arguments)
        for name in {*wrt, *self._wrt}:
            if name.partition(".")[0] in own.arguments:
                self._as_real(own.arguments, name)
        return self.specialization(own, self.written_goal(own.arguments), self._wrt)

    def written_goal(self, arguments: dict[str, Any]) -> str:
        """What is generated to stand for this derivative: of a function of reals, a Jacobian is its gradient."""
        if self.goal in ("jacfwd", "jacobian"):
            from s2sdiff.jacobians import part_of

            value = part_of(arguments, self._wrt[0])
            single = len(self._wrt) == 1 and isinstance(value, float | int)
            return "tangent" if single else "grad"
        return "grad" if self.goal == "jacrev" else self.goal

    # -- looking --------------------------------------------------------------------------------

    @property
    def __signature__(self) -> inspect.Signature:
        if self.goal == "pushforward":
            return with_seeds(self._signature, [f"{w.replace('.', '_')}_dot" for w in self._wrt])
        if self.goal == "pullback":
            return with_seeds(self._signature, [cotangent_name(getattr(self.primal, "__name__", "f"))])
        return self._signature

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
        from s2sdiff.symbolic import latex_of

        if self._last is not None:
            return latex_of(self._last.program, self._wrt)
        primal = primal_of(self.primal)
        kinds = dict.fromkeys(self._signature.parameters, REAL)
        return latex_of(deeply(lambda: lower_primal(primal, kinds))[0], self._wrt)

    def lower(self, *args: Any, **kwargs: Any) -> Specialization:
        """The specialisation for these arguments, itself callable and with ``.source``; nothing is run."""
        extra = {"pullback": 1, "pushforward": len(self._wrt)}.get(self.goal, 0)
        count = len(args) - extra
        if extra and count >= 0:
            try:
                return self.lower_bound(self._bind(args[:count], kwargs))
            except UsageError:
                pass
        return self.lower_bound(self._bind(args, kwargs))

    def lower_bound(self, bound: inspect.BoundArguments) -> Specialization:
        """The specialisation for bound arguments."""
        arguments = inspect.BoundArguments(bound.signature, dict(bound.arguments))
        for name in self._wrt:
            self._as_real(arguments.arguments, name)
        return self.specialization(arguments, self.written_goal(arguments.arguments), self._wrt)

    def save(self, path: str | Path) -> None:
        """Write the source of the specialisation that was used last as a module."""
        from s2sdiff.modules import header

        text = self.source
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


def _key_of(kind: Any) -> Any:
    if isinstance(kind, Example):
        value = kind.value
        try:
            fields = vars(value)
        except TypeError:
            return ("object", id(value))
        if isinstance(value, type) or callable(value):
            return ("object", id(value))
        return (
            "instance",
            type(value),
            tuple((k, _key_of(argument_kind(v))) for k, v in sorted(fields.items())),
        )
    return kind


def _hashable(key: Any) -> Any:
    try:
        hash(key)
    except TypeError:
        return repr(key)
    return key


def look(value: Any) -> Any:
    """What is seen of an argument at a glance, and tells its kind; `_OTHER` where that takes more."""
    cls = value.__class__
    if cls in _SIMPLE:
        return cls
    if cls in _LITERAL:
        return value
    if cls is np.ndarray:
        return value.dtype, value.shape
    if cls is list and set(map(type, value)) == {float}:
        return list, float
    return _OTHER


def reals(value: Any) -> Any:
    """A differentiated argument with its ints as the reals that they are passed for."""
    if isinstance(value, (bool, float)):
        return value
    if isinstance(value, int | np.integer):
        return float(value)
    if isinstance(value, np.ndarray):
        return value.astype(float) if value.dtype.kind in "iu" else value
    if isinstance(value, list | tuple | dict) or hasattr(value, "__dataclass_fields__"):
        leaves, rebuild = trees.flatten(value, reals=True)
        if all(type(v) is float for v in leaves):
            return value
        return rebuild([reals(v) for v in leaves])
    return value


def check_real(name: str, arguments: dict[str, Any], kinds: dict[str, Any]) -> None:
    """Refuse to differentiate by what has no derivative."""
    base, _, part = name.partition(".")
    value = arguments[base]
    if part:
        value = value[int(part)] if isinstance(value, tuple) else value[part]
    if isinstance(value, str | bool | None | bytes | complex | set | frozenset) or (
        isinstance(value, np.ndarray) and value.dtype.kind in "bOSU"
    ):
        raise UsageError(
            "SD403",
            f"the argument `{name}` is {type(value).__name__} and has no derivative",
            hint="choose a real argument with argnums",
        )
    if kinds[base] == INT:
        raise UsageError("SD403", f"the argument `{name}` is an int")


def with_seeds(signature: inspect.Signature, names: list[str]) -> inspect.Signature:
    """The signature of a generated tangent or adjoint program: the seeds follow the positional arguments."""
    P = inspect.Parameter
    given = list(signature.parameters.values())
    head = [p.replace(default=p.empty) for p in given if p.kind < P.VAR_POSITIONAL]
    seeds = [P(fresh_name(n, {*signature.parameters}), P.POSITIONAL_OR_KEYWORD) for n in names]
    return signature.replace(parameters=[*head, *seeds, *(p for p in given if p.kind >= P.VAR_POSITIONAL)])


def chosen(signature: inspect.Signature, argnums: Argnums) -> tuple[tuple[str, ...], bool]:
    """The names of the parameters that argnums choose, and whether they came as a tuple.

    A position beyond the named parameters is one of ``*args`` and is called ``args.0``.
    """
    several = not isinstance(argnums, int | str)
    wanted = list(argnums) if not isinstance(argnums, int | str) else [argnums]
    parameters = list(signature.parameters.values())
    positional = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    variadic = next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), None)
    keywords = next((p.name for p in parameters if p.kind is p.VAR_KEYWORD), None)
    names: list[str] = []
    for a in wanted:
        if isinstance(a, str):
            if a in signature.parameters:
                names.append(a)
            elif keywords is not None and a.isidentifier():
                names.append(f"{keywords}.{a}")
            else:
                raise UsageError(
                    "SD501",
                    f"there is no parameter `{a}`",
                    hint=f"the parameters are {', '.join(signature.parameters)}",
                )
        elif isinstance(a, bool) or not isinstance(a, int):
            raise UsageError("SD501", f"argnums are positions or names, not {a!r}")
        elif -len(positional) <= a < len(positional):
            names.append(positional[a])
        elif variadic is not None and a >= 0:
            names.append(f"{variadic}.{a - len(positional)}")
        else:
            raise UsageError(
                "SD501",
                f"there is no argument number {a}",
                hint=f"the parameters are {', '.join(signature.parameters)}",
            )
    if not names:
        raise UsageError("SD501", "argnums choose no argument")
    if len(set(names)) != len(names):
        raise UsageError("SD501", f"argnums choose an argument twice: {argnums!r}")
    return tuple(names), several
