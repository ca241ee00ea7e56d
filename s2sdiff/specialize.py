"""A function and the kinds of its arguments in, a loaded derivative out."""

from __future__ import annotations

import functools
import gc
import inspect
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.analyses.extents import Extents, extents
from s2sdiff.backend.load import guard_function, load
from s2sdiff.compiler import GOALS, Target, derive, emit
from s2sdiff.entries import entry_of
from s2sdiff.errors import S2SDiffError, UsageError
from s2sdiff.frontend.lower import Example, Program, live_lines, lower
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import Guard, user_function
from s2sdiff.frontend.text.scope import Where, served
from s2sdiff.frontend.unknown import refuse_unknown
from s2sdiff.graph import External, Function
from s2sdiff.kinds import ANY, INT, REAL, Array, DictOf, Kind, ListOf, TableOf, TupleOf, kind_of

if TYPE_CHECKING:
    from s2sdiff.transforms.batched import Batch


@dataclass(frozen=True)
class Primal:
    """A callable taken apart: the function with source, and the arguments that are bound already."""

    fn: FunctionType
    fixed: dict[str, Any]


def primal_of(fun: Any) -> Primal:
    """The function with source behind a callable; raises SD102 where there is none."""
    if isinstance(fun, staticmethod):
        return primal_of(fun.__func__)
    if getattr(type(fun), "__s2sdiff_declared__", False):
        return Primal(fun.__s2sdiff_entry__, {})
    if getattr(type(fun), "__s2sdiff_checkpoint__", False):
        return primal_of(fun.fun)
    fun = served(fun)
    entry = entry_of(fun)
    if entry is not None or isinstance(fun, FunctionType):
        return Primal(entry or fun, {})
    if isinstance(fun, MethodType) and isinstance(fun.__func__, FunctionType):
        first = next(iter(inspect.signature(fun.__func__).parameters))
        return Primal(fun.__func__, {first: fun.__self__})
    if isinstance(fun, functools.partial):
        inner = primal_of(fun.func)
        names = [
            n
            for n, p in inspect.signature(inner.fn).parameters.items()
            if p.kind < p.VAR_POSITIONAL and n not in inner.fixed
        ]
        if len(fun.args) > len(names):
            raise UsageError("SD502", "a partial fixes arguments that its function takes as `*args`")
        return Primal(inner.fn, inner.fixed | dict(zip(names, fun.args, strict=False)))
    call = getattr(type(fun), "__call__", None)  # noqa: B004 - the method itself is wanted
    if not isinstance(fun, type | BuiltinFunctionType) and isinstance(call, FunctionType):
        return primal_of(MethodType(call, fun))
    name = getattr(fun, "__name__", type(fun).__name__)
    raise S2SDiffError(
        "SD102", f"the source of `{name}` cannot be had", hint="wrap it in a Python function that calls it"
    )


def argument_kind(value: Any) -> Kind | Example:
    """The kind of an argument; an object that is not data is kept as an example."""
    kind = kind_of(value, literals=True)
    return Example(value) if kind == ANY else kind


def as_real(kind: Any) -> Any:
    """The kind of a differentiated argument: an int counts as the real it is passed for."""
    if kind == INT:
        return REAL
    if isinstance(kind, Array) and np.dtype(kind.dtype).kind in "iu":
        return Array("float64", kind.rank, kind.dims)
    if isinstance(kind, ListOf) and kind.item is not None:
        return ListOf(as_real(kind.item))
    if isinstance(kind, DictOf) and kind.item is not None:
        return DictOf(as_real(kind.item), kind.keys)
    if isinstance(kind, TupleOf | TableOf):
        return replace(kind, items=tuple(as_real(k) for k in kind.items))
    return kind


class Specialization:
    """A derivative for arguments of certain kinds.

    Attributes:
        fn: the generated function.
        source: the text of the module that holds it.
        program: the primal's program.
        generated: that of the derivative.
        linear_item: which item of its result is linear in the seeds; None for all of it.
        holds: says whether what it relies on still holds; None where nothing can change.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        source: str,
        name: str,
        program: Program,
        guards: tuple[Guard, ...],
        holds: Any,
        generated: Function,
        again: Callable[[Function], Specialization],
        linear_item: int | None,
    ) -> None:
        self.fn, self.source, self.name = fn, source, name
        self.program, self.guards, self.holds, self.generated = program, guards, holds, generated
        self._again, self.linear_item = again, linear_item

    @functools.cached_property
    def at_once(self) -> Several | None:
        """The program that takes many seeds at once, in front of whose axes is one more; None where there is none.

        Its last parameter says how many they are.
        """
        from s2sdiff.transforms.batched import batched

        seeds = self.generated.params[len(self.program.function.params) :]
        try:
            made = deeply(lambda: batched(self.generated, seeds, self.linear_item))
            if made is None:
                return None
            return Several(self._again(made.function), made, extents(made.function.body))
        except Exception:  # sweep by sweep it is right all the same
            return None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the generated function."""
        return self.fn(*args, **kwargs)

    def __repr__(self) -> str:
        return self.source

    def valid(self) -> bool:
        """Whether what the specialisation relies on still holds."""
        return self.holds is None or bool(self.holds())


class Call:
    """A specialisation and the arguments that it is called with, as often as there are seeds."""

    def __init__(
        self, found: Specialization, arguments: dict[str, Any], parameters: list[inspect.Parameter]
    ) -> None:
        self.specialization, self.arguments = found, arguments
        self.positional: list[Any] = []
        self.named: dict[str, Any] = {}
        self.at: int | None = None  # where seeds go; None for after all others
        for p in parameters:
            value = arguments[p.name]
            if p.kind is p.VAR_POSITIONAL:
                self.at = len(self.positional)
                self.positional += value
            elif p.kind is p.VAR_KEYWORD:
                self.named.update(value)
            elif p.kind is p.KEYWORD_ONLY:
                self.named[p.name] = value
            else:
                self.positional.append(value)

    def of(self, other: Specialization) -> Call:
        """The same call of another program."""
        made = Call.__new__(Call)
        vars(made).update(vars(self), specialization=other)
        return made

    def __call__(self, seeds: Sequence[Any] = ()) -> Any:
        """What the generated function gives with these seeds."""
        positional, named = list(self.positional), self.named
        if seeds and self.at is None:  # positional in the generated function, whatever they are here
            given = [n for n, how, _ in self.specialization.program.function.signature if how < 2]
            missing = given[len(positional) :]
            if all(n in named for n in missing):
                named = {n: v for n, v in named.items() if n not in missing}
                positional += [self.named[n] for n in missing]
        at = len(positional) if self.at is None else self.at
        positional[at:at] = seeds
        return self.specialization.fn(*positional, **named)


def generated_name(name: str, goal: str) -> str:
    """What the derivative of a function is called."""
    return f"{'f' if name == '<lambda>' else name}_{GOALS[goal]}"


def lower_primal(primal: Primal, kinds: dict[str, Any]) -> tuple[Program, dict[str, Where]]:
    """The program of a function, and where what it captures is read anew."""
    ctx = Lowerer(live_lines)
    user = user_function(ctx, primal.fn, External(primal.fn.__module__ or "", primal.fn.__name__, primal.fn))
    user = replace(user, external=External(primal.fn.__module__ or "", primal.fn.__name__, primal.fn))
    program = lower(user, kinds, live_lines, primal.fixed)
    inherited = tuple(primal.fn.__globals__.get("__s2sdiff_guards__", ()))
    guards = (*ctx.guards.values(), *program.guards, *inherited)
    return replace(program, guards=guards), program.cells


@dataclass(frozen=True)
class Several:
    """A program that takes many seeds at once, and what is known of it."""

    specialization: Specialization
    program: Batch
    extents: Extents


def specialize(primal: Primal, kinds: dict[str, Any], target: Target) -> Specialization:
    """Lower, derive, emit and load."""
    program, cells = lower_primal(primal, kinds)
    return build(primal, program, cells, target)


def build(primal: Primal, program: Program, cells: dict[str, Where], target: Target) -> Specialization:
    """Derive, emit and load."""
    name = generated_name(program.function.name, target.goal)
    refuse_unknown(program, target.wrt, seen=True)
    function = replace(derive(program, target, live_lines, name), name=name)
    linear = 1 if target.goal == "pullback" else 0 if target.has_aux else None

    def loaded(function: Function) -> Specialization:
        emitted = emit([function])
        fn = load(
            emitted.source,
            emitted.tree,
            function.name,
            emitted.imports,
            primal.fn.__globals__,
            primal.fixed,
            cells,
        )
        space = fn.__globals__
        space["__s2sdiff_guards__"] = program.guards
        holds = guard_function(program.guards, cells, space)
        return Specialization(
            fn, emitted.source, function.name, program, program.guards, holds, function, loaded, linear
        )

    return loaded(function)


def deeply(work: Callable[[], Any]) -> Any:
    """Run `work`; where the program is nested too deeply for the stack, again on a much larger one."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return work()
    except RecursionError:
        return on_large_stack(work)
    finally:
        if enabled:
            gc.enable()


def on_large_stack(work: Callable[[], Any]) -> Any:
    """Run `work` in a thread whose stack holds very deep recursion."""
    outcome: list[Any] = []

    def run() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(1_000_000)
        try:
            outcome.extend((True, work()))
        except BaseException as e:
            outcome.extend((False, e))
        finally:
            sys.setrecursionlimit(limit)

    size = threading.stack_size(1 << 29)
    try:
        thread = threading.Thread(target=run)
        thread.start()
    finally:
        threading.stack_size(size)
    thread.join()
    if not outcome[0]:
        raise outcome[1]
    return outcome[1]
