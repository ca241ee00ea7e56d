"""The derivatives of one function of a file, of each order."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from s2sdiff.ahead.chosen import chosen, countable, place_in
from s2sdiff.ahead.defaults import default
from s2sdiff.compiler import Emitted, Target, derive, emit
from s2sdiff.errors import Refusal, S2SDiffError, UsageError
from s2sdiff.frontend.library.made import declares
from s2sdiff.frontend.lower import Program, lower
from s2sdiff.frontend.text.annotations import Annotations, written
from s2sdiff.frontend.text.parameters import parameters_of
from s2sdiff.frontend.text.signatures import default_wrt, parameter_kinds, vectors
from s2sdiff.frontend.text.static import StaticModule
from s2sdiff.frontend.unknown import refuse_unknown
from s2sdiff.frontend.values import ModuleRef, UserFn
from s2sdiff.graph import (
    Const,
    Effect,
    Function,
    Let,
    Op,
    Stmt,
    Var,
    defined,
    inner_defined,
    uses,
    walk,
)
from s2sdiff.kinds import BOOL, INT, Array, Kind, differentiable, strip, symbolic
from s2sdiff.operations import numpy_call
from s2sdiff.specialize import as_real, generated_name
from s2sdiff.transforms.unstopped import unstopped

_WORDS = {
    "grad": "Gradient", "value_and_grad": "Value and gradient", "pushforward": "Value and tangent",
    "pullback": "Value and cotangents",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which derivative is wanted."""

    wrt: tuple[str, ...]
    mode: str
    order: int
    value: bool
    signature: dict[str, ast.expr]


@dataclass(frozen=True)
class Derived:
    """A generated function, and what its first line says."""

    function: Function
    docstring: str


@dataclass(frozen=True)
class Subject:
    """A function of a file, and by what it is differentiated.

    Attributes:
        fn: the function.
        name: what it is called in the file.
        module: the file.
        wrt: the parameters to differentiate by.
        several: whether the derivative is a tuple of theirs.
        assumed: the parameters whose rank was read from how they are used.
    """

    fn: UserFn
    name: str
    module: StaticModule
    wrt: tuple[str, ...]
    several: bool
    assumed: set[str]

    def orders(self, wanted: Wanted, kinds: dict[str, Kind], goal: str) -> list[Derived]:
        """The derivatives of each order, of arguments of these kinds."""
        fn, module, wrt, kinds = self.fn, self.module, self.wrt, dict(kinds)
        out: list[Derived] = []
        origin = f"{Path(module.filename).stem}.{self.name}" if module.filename != "<stdin>" else self.name
        for k in range(1, wanted.order + 1):
            kinds |= {w: as_real(kinds[w]) for w in wrt}
            program = _program(fn, kinds, module, wrt)
            if goal == "pullback" and (wanted.order > 1 or not _is_array(program)):
                raise UsageError("SD404", f"`{self.name}` does not return one array")
            made = _derive(fn, program, Target(goal, wrt, self.several, wanted.mode), module)
            if k == 1:
                made = replace(made, body=(*rank_checks(made.params, kinds, self.assumed), *made.body))
            params = ", ".join(f"{n}: {written(kind)}" for n, kind in kinds.items())
            which = _WORDS[goal] if k == 1 else f"{_WORDS[goal]} of order {k}"
            out.append(Derived(unstopped(made), f"{which} of {origin} by {', '.join(wrt)} ({params})."))
            if k < wanted.order:
                alone = Target("grad", wrt, self.several)
                plain = made if goal != "value_and_grad" else _derive(fn, program, alone, module)
                fn, module = _again(plain, module)
                kinds |= {p.name: p.kind for p in plain.params if p.name not in kinds}
        return out


def derivatives(module: StaticModule, name: str, node: Any, wanted: Wanted) -> list[Derived]:
    """The derivatives of one function, of each order."""
    if isinstance(node, ast.AsyncFunctionDef):
        raise Refusal(
            "SD201", f"`{name}` is asynchronous", place_in(module, node), "differentiate a plain function"
        )
    if declares(module, node):
        raise Refusal(
            "SD303",
            f"`{name}` says itself what its derivative is",
            place_in(module, node),
            "compile a function that calls it",
        )
    fn = module.function(node, name) if isinstance(node, ast.Lambda) else module.plain(node)
    wrt, several = chosen(fn, module, wanted.wrt)
    kinds, assumed = parameter_kinds(fn, module, wanted.signature, wrt)
    if not wrt:
        first = default_wrt(kinds, {n: how for n, how, _ in parameters_of(fn)}) or countable(fn, kinds)
        if first is None:
            raise Refusal(
                "SD403",
                f"`{name}` has no parameter that is real",
                place_in(module, node),
                "annotate it, or give a --signature",
            )
        wrt = (first,)
    subject = Subject(fn, name, module, wrt, several, assumed)
    goal = "pushforward" if wanted.mode == "forward" else "value_and_grad" if wanted.value else "grad"
    ways = [kinds]
    if vectors(kinds) != kinds and not isinstance(Annotations(module).kind(getattr(node, "returns", None)), Array):
        ways.append(vectors(kinds))  # what cannot be said of arrays of any rank may be said of vectors
    found: list[S2SDiffError] = []
    for own in ways:
        try:
            return subject.orders(wanted, own, goal)
        except S2SDiffError as e:
            found.append(e)
    if wanted.mode != "reverse" or all(e.code != "SD404" for e in found):
        raise found[-1]
    try:  # what is not one real has no gradient, and an array has cotangents
        return subject.orders(wanted, kinds, "pullback")
    except S2SDiffError as e:
        cause = f" (its pullback is refused: {e.message})" if e.code != "SD404" else ""
        hint = "compile it with --mode forward, or return one real"
        raise Refusal("SD404", found[-1].message + cause, found[-1].place, hint) from None


def _is_array(program: Program) -> bool:
    """Whether the result of a function is one array of reals, or what it leaves in arrays that it changes."""
    result = program.function.result
    one = isinstance(result, Var) and isinstance(strip(result.kind), Array) and differentiable(result.kind)
    return one or bool(program.filled)


def rank_checks(params: tuple[Var, ...], kinds: dict[str, Kind], assumed: set[str]) -> Iterator[Stmt]:
    """What makes sure that arrays, and places in them, have the rank that was read from how they are used."""
    arrays = any(isinstance(kind, Array) for kind in kinds.values())  # a list has no places but ints
    for p in params:
        kind = kinds.get(p.name)
        if p.name not in assumed:
            continue
        if isinstance(kind, Array) and kind.rank is not None:
            expected, what = kind.rank, f"`{p.name}` is no array of rank {kind.rank}"
        elif kind == INT and arrays:
            expected, what = 0, f"`{p.name}` is no int; annotate it"
        else:
            continue
        rank, fits = Var("rank", INT, True), Var("fits", BOOL, True)
        yield Let(rank, numpy_call("ndim"), (p,))
        yield Let(fits, Op("compare", "eq"), (rank, Const(expected)))
        yield Effect("assert", Op("assert", "assert"), (fits, Const(what)))


def _program(fn: UserFn, kinds: dict[str, Kind], module: StaticModule, wrt: tuple[str, ...]) -> Program:
    """The program of a function, with its defaults as they are written."""
    program = lower(fn, symbolic(dict(kinds)), module.loader.lines_of)
    refuse_unknown(program, wrt, seen=False)
    rows = tuple((n, how, default(fn, module, n, text)) for n, how, text in program.function.signature)
    return replace(program, function=replace(program.function, signature=rows))


def _derive(fn: UserFn, program: Program, target: Target, module: StaticModule) -> Function:
    """The derivative, which prints by itself: what cannot be printed or imported is found here."""
    made = derive(program, target, module.loader.lines_of, generated_name(fn.name, target.goal))
    made = replace(made, name=generated_name(fn.name, target.goal))
    emitted = text_of([unstopped(made)])
    for name in emitted.imports.cells:
        where = (
            "the source comes from no module that can be imported"
            if not module.name
            else "it belongs to no module"
        )
        raise Refusal(
            "SD301", f"`{name}` cannot be reached from the derivative: {where}", place_in(module, fn.node)
        )
    if any(
        m.partition(".")[0] == "s2sdiff"
        for m in [*emitted.imports.modules, *(m for m, _ in emitted.imports.names)]
    ):
        raise Refusal(
            "SD301",
            f"`{fn.name}` calls something of s2sdiff",
            place_in(module, fn.node),
            "leave it out of what is compiled",
        )
    for dotted in emitted.imports.modules:
        _refuse_hidden(dotted, fn, module)
    compile(emitted.source, "<derivative>", "exec")
    return made


def text_of(functions: list[Function], docstrings: Sequence[str] = ()) -> Emitted:
    """The text of functions; printing settles the names of their variables, which are put back afterwards."""
    variables: dict[Var, tuple[str, bool]] = {}
    for f in functions:
        for s in walk(f.body):
            atoms = [*uses(s), *defined(s), *inner_defined(s)]
            variables |= {a: (a.name, a.weak) for a in atoms if isinstance(a, Var)}
    try:
        return emit(functions, docstrings)
    finally:
        for v, (name, weak) in variables.items():
            v.name, v.weak = name, weak


def _refuse_hidden(dotted: str, fn: UserFn, module: StaticModule) -> None:
    """Refuse to import a module that its package hides behind another thing of the same name."""
    package, _, last = dotted.rpartition(".")
    outer = module.loader.module(package) if package else None
    found = outer.own(last) if isinstance(outer, StaticModule) else None
    if found is not None and found.known and not isinstance(found.value, ModuleRef | ModuleType):
        message = f"`{dotted}` cannot be imported: in `{package}`, the name `{last}` is something else"
        raise Refusal("SD301", message, place_in(module, fn.node), "rename one of them")


def _again(made: Function, module: StaticModule) -> tuple[UserFn, StaticModule]:
    """A generated function as the primal of the next order."""
    text = text_of([made]).source
    inner = StaticModule(text, f"<{made.name}>", "", module.loader)
    node = dict(inner.definitions())[made.name]
    return inner.function(node), inner
