"""The pipeline, stage by stage: a lowered program in, the program of its derivative out."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from s2sdiff.analyses.activity import varied
from s2sdiff.backend.imports import Imports
from s2sdiff.backend.printer import function_ast
from s2sdiff.backend.text import module_text
from s2sdiff.errors import UsageError
from s2sdiff.frontend.lower import Program, live_lines
from s2sdiff.graph import (
    Block,
    Const,
    Function,
    Let,
    Op,
    Return,
    Tree,
    Value,
    Var,
    leaves,
    map_leaves,
)
from s2sdiff.kinds import (
    ANY,
    REAL,
    Array,
    DictOf,
    Kind,
    ListOf,
    TupleOf,
    differentiable,
    holds_whole,
    is_number,
    mixed,
    strip,
)
from s2sdiff.operations import numpy_call
from s2sdiff.optimize.dead import eliminate, settle
from s2sdiff.optimize.tidy import tidied
from s2sdiff.single import single_real
from s2sdiff.transforms.detach import detached
from s2sdiff.transforms.forward import Forward
from s2sdiff.transforms.helpers import Helpers
from s2sdiff.transforms.inlined import opened
from s2sdiff.transforms.lean import called, flattened
from s2sdiff.transforms.literals import settled
from s2sdiff.transforms.reverse import Reverse
from s2sdiff.transforms.structure import real_leaves, refuse_listed_records, tangent_kind

#: What can be derived: the name of each, and the ending of the generated function's name.
GOALS = {
    "grad": "grad",
    "value_and_grad": "value_and_grad",
    "pullback": "pullback",
    "pushforward": "jvp",
    "along": "jvp",
    "tangent": "jvp",
    "primal": "primal",
}


@dataclass(frozen=True)
class Target:
    """What is to be derived: the goal, the parameters, and whether they were given as a tuple.

    `seeds` are the names of the parameters for tangents or for the cotangent; left out, they are chosen.
    """

    goal: str
    wrt: tuple[str, ...]
    several: bool
    mode: str = "reverse"
    has_aux: bool = False
    seeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One derivation: the program, what is to be derived of it, the chosen arguments, and the result's name."""

    program: Program
    target: Target
    inputs: dict[str, Value]
    helpers: Helpers
    name: str

    @property
    def reals(self) -> list[Var]:
        """The reals among the chosen arguments."""
        return [v for tree in self.inputs.values() for v in real_leaves(tree)]

    @property
    def results(self) -> tuple[Value, ...]:
        """What is differentiated of the result, and with has_aux the rest of it."""
        return parts(self.program.function.result, self.target)

    def sweep(self, kind: Callable[..., Any], inputs: list[Var]) -> Any:
        """A `Reverse` or a `Forward` of the program by some inputs."""
        outputs = list(real_leaves(self.results[0]))
        lines_of, names = self.helpers.lines_of, self.program.names
        return kind(self.program.function.body, inputs, outputs, lines_of, names, self.helpers)


def cotangent_name(function: str) -> str:
    """What the cotangent of a function's result is called."""
    return f"{'f' if function == '<lambda>' else function}_bar"


def fresh_name(name: str, used: set[str] | frozenset[str]) -> str:
    """A name for a new parameter that the user does not use."""
    while name in used:
        name += "_"
    return name


def derive(program: Program, target: Target, lines_of: Callable[[str], list[str]], name: str) -> Function:
    """The program of the derivative."""
    f = program.function
    helpers = Helpers(lines_of, program.names | {name, *(p.name for p in f.params)})
    f = replace(f, body=detached(f.body))
    if target.goal == "primal":
        return with_helpers(helpers, f, f.body, f.result, ())
    if program.filled:
        f = replace(f, result=filled_result(program, target))
    marked = settle((*f.body, Return(f.result)))  # what never changes from trip to trip is no state of a loop
    f = replace(f, body=marked[:-1], result=marked[-1].value)  # type: ignore[union-attr]
    program = replace(program, function=f)
    inputs = {w: argument(program, w) for w in target.wrt}
    task = Task(program, target, inputs, helpers, name)
    for w, tree in inputs.items():
        if tree is None or not real_leaves(tree):
            raise UsageError(
                "SD403",
                f"the argument `{w}` holds nothing that can be differentiated",
                hint="differentiate by a float, an array, or a structure of those",
            )
        refuse_listed_records(w, real_leaves(tree))
    refuse_mixed(f, task.reals, task.results[0])
    refuse_lasting(program, task.reals)
    if target.mode == "symbolic":
        from s2sdiff.symbolic.mode import derive_symbolic

        other = replace(target, mode="reverse")
        return derive_symbolic(program, target, inputs, lambda: derive(program, other, lines_of, name), name)
    if target.goal in ("grad", "value_and_grad") and target.mode == "reverse":
        return derive_gradient(task)
    if target.goal == "pullback":
        return derive_pullback(task)
    return derive_forward(task)


def filled_result(program: Program, target: Target) -> Value:
    """What a function that returns nothing gives all the same: the arguments that it changes."""
    names = " and ".join(f"`{n}`" for n in program.filled)
    if target.goal in ("grad", "value_and_grad"):
        raise UsageError(
            "SD404",
            f"the function returns nothing and changes {names}, and a gradient is of one real",
            hint=f"use pullback or pushforward, whose value, tangent and cotangent are those of {names}",
        )
    ends = list(program.filled.values())
    return ends[0] if len(ends) == 1 else Tree("tuple", tuple(ends))


def argument(program: Program, name: str) -> Any:
    """The structured value of a chosen argument; ``args.0`` is the first of ``*args``."""
    base, _, part = name.partition(".")
    tree = program.arguments[base]
    if part and isinstance(tree, Tree):
        return tree.items[int(part) if tree.form == "tuple" else tree.keys.index(part)]
    return tree


def parts(result: Value, target: Target) -> tuple[Any, ...]:
    """What is differentiated of a result and, with has_aux, what is passed through."""
    if not target.has_aux:
        return (result,)
    if not (isinstance(result, Tree) and result.form == "tuple" and len(result.items) == 2):
        raise UsageError(
            "SD404",
            "with has_aux the function returns a pair",
            hint="return what is differentiated, then the rest",
        )
    return result.items


def refuse_mixed(f: Function, inputs: list[Var], value: Value) -> None:
    """Refuse a result with a list of values of several kinds, whose derivatives are nowhere."""
    found = [a for a in leaves(value) if isinstance(a, Var) and mixed(a.kind)]
    if found and not varied(f.body, inputs).isdisjoint(found):
        raise UsageError(
            "SD404",
            "the function returns a list or dict of values of several kinds",
            hint="return a tuple of them",
        )


def refuse_lasting(program: Program, inputs: list[Var]) -> None:
    """Refuse that a value with a derivative is kept outside, where the next call would read it."""
    if not program.lasting:
        return
    f = program.function
    varying = varied(f.body, inputs)
    needed = {s.target for s in eliminate(f.body, leaves(f.result)) if isinstance(s, Let)}
    for kept, end in program.lasting:
        if kept.matters(needed) and not varying.isdisjoint(leaves(end)):
            raise kept.refusal


def derive_gradient(task: Task) -> Function:
    """The gradient, alone or with the value."""
    f = task.program.function
    whole, *aux = task.results
    result = single_real(whole)
    sweep: Reverse = task.sweep(Reverse, task.reals)
    forward, _ = sweep.run([(result, Const(1.0))])
    gradients = gradient_tree(sweep, task.inputs, task.target)
    alone = task.target.goal == "grad"
    value: Value = gradients if alone else Tree("tuple", (f.result, gradients))
    if aux and alone:
        value = Tree("tuple", (gradients, *aux))
    return with_helpers(
        task.helpers, replace(f, name=task.name), (*forward, *sweep.b.out), value, f.signature
    )


def gradient_tree(sweep: Reverse, inputs: dict[str, Value], target: Target) -> Value:
    """The gradients of the chosen arguments, in their structure."""
    trees = tuple(structured(tree, sweep.gradient) for tree in inputs.values())
    return Tree("tuple", trees) if target.several else trees[0]


def structured(tree: Value, derivative: Callable[[Var], Any]) -> Any:
    """A structure with the derivative in the place of each number and array; what is no data stays as it is."""

    def one(a: Any) -> Any:
        if isinstance(a, Var) and (differentiable(a.kind) or strip(a.kind) == ANY or holds_whole(a.kind)):
            return derivative(a)
        if isinstance(a, Const) and isinstance(a.value, int | float) and not isinstance(a.value, bool):
            return Const(0.0)
        return Const(0.0) if isinstance(a, Var) and is_number(a.kind) else a

    return map_leaves(tree, one)


def packed(v: Var) -> bool:
    """Whether a value is a tuple that is data, whose items nothing names."""
    return isinstance(strip(v.kind), TupleOf)


def holds_list(kind: Kind) -> bool:
    """Whether a value is a list or dict, or a tuple that holds one: its cotangent is added to in place."""
    kind = strip(kind)
    return isinstance(kind, ListOf | DictOf) or (isinstance(kind, TupleOf) and any(map(holds_list, kind.items)))


def seeds_for(value: Value, name: str, params: list[Var], statements: list[Any]) -> list[tuple[Any, Any]]:
    """A parameter for the cotangent of the result, and what it gives for each real of it."""

    def kind_of_tree(v: Value) -> Any:
        if isinstance(v, Tree):
            return TupleOf(tuple(kind_of_tree(i) for i in v.items))
        return tangent_kind(v.kind)

    seed = Var(fresh_name(name, {p.name for p in params}), kind_of_tree(value))
    params.append(seed)
    pairs: list[tuple[Any, Any]] = []

    def take(v: Value, at: Var) -> None:
        if not isinstance(v, Tree):
            if isinstance(v, Var) and not is_number(v.kind) and (not packed(v) or holds_list(v.kind)):
                own = Var(f"{at.name}", at.kind)
                scalar = isinstance(strip(v.kind), Array) and not strip(v.kind).rank  # type: ignore[attr-defined]
                array = numpy_call("array")
                statements.append(Let(own, array if scalar else Op("copy", "copy"), (at,)))
                at = own
            pairs.append((v, at))
            return
        for k, item in enumerate(v.items):
            part = Var(name, kind_of_tree(item), True)
            key = Const(v.keys[k]) if v.form == "dict" else Const(k)
            op = Op("attr", v.keys[k]) if v.form == "record" else Op("item", "item")
            statements.append(Let(part, op, (at,) if v.form == "record" else (at, key)))
            take(item, part)

    take(value, seed)
    return pairs


def derive_pullback(task: Task) -> Function:
    """The value and the cotangents of the arguments, given the cotangent of the result."""
    f = task.program.function
    params = list(f.params)
    before: list[Any] = []
    whole, *aux = task.results
    name = task.target.seeds[0] if task.target.seeds else cotangent_name(f.name)
    pairs = seeds_for(whole, name, params, before)
    sweep: Reverse = task.sweep(Reverse, task.reals)
    forward, _ = sweep.run(pairs)
    gradients = gradient_tree(sweep, task.inputs, task.target)
    body = (*forward, *before, *sweep.b.out)
    signature = extended(f.signature, params[len(f.params) :])
    g = Function(task.name, tuple(params), (), f.result, signature)
    return with_helpers(task.helpers, g, body, Tree("tuple", (whole, gradients, *aux)), signature)


def extended(signature: tuple[Any, ...], extra: Sequence[Var]) -> tuple[Any, ...]:
    """A signature with more parameters, which take their place after the positional ones."""
    if not signature:
        return ()
    head = [(n, how, None) for n, how, _ in signature if how < 2]
    tail = [row for row in signature if row[1] >= 2]
    return (*head, *((v.name, 1, None) for v in extra), *tail)


def derive_forward(task: Task) -> Function:
    """The tangent of the result: with parameters for the tangents, or along one real argument."""
    f, target = task.program.function, task.target
    whole, *aux = task.results
    params = list(f.params)
    before: list[Any] = []
    seeds: list[tuple[Var, Any]] = []
    if target.goal in ("pushforward", "along"):
        names = target.seeds or [f"{w.replace('.', '_')}_dot" for w in task.inputs]
        for name, tree in zip(names, task.inputs.values(), strict=True):
            own: list[Any] = []
            for v, dot in seeds_for(tree, name, params, own):
                if isinstance(v, Var) and (differentiable(v.kind) or strip(v.kind) == ANY):
                    seeds.append((v, dot))
            before += own
    else:
        reals = task.reals
        if len(reals) != 1 or reals[0].kind != REAL:
            raise UsageError("SD404", "the tangent along several reals was asked for at once")
        seeds.append((reals[0], Const(1.0)))
    sweep: Forward = task.sweep(Forward, [v for v, _ in seeds])
    sweep.run(seeds)
    tangent = structured(whole, sweep.tangent) if not isinstance(whole, Const) else Const(0.0)
    body = (*before, *sweep.b.out)
    signature = extended(f.signature, params[len(f.params) :]) if len(params) > len(f.params) else f.signature
    if target.several and target.goal not in ("pushforward", "along"):
        tangent = Tree("tuple", (tangent,))
    value: Value = {
        "pushforward": Tree("tuple", (whole, tangent, *aux)),
        "value_and_grad": Tree("tuple", (f.result, tangent)),
    }.get(target.goal, Tree("tuple", (tangent, *aux)) if aux else tangent)
    g = Function(task.name, tuple(params), (), f.result, signature)
    return with_helpers(task.helpers, g, body, value, signature)


def with_helpers(
    helpers: Helpers, f: Function, body: Block, result: Value, signature: tuple[Any, ...]
) -> Function:
    """A derivative made lean, with the functions that it calls."""
    helpers.prepare(body, f)
    body = helpers.link(body)
    made = finish(f, (*helpers.new_stacks(body), *body), result, signature)
    return called(made, helpers.functions(finish)) if helpers.linked else made


def finish(
    f: Function, body: Block, result: Value, signature: tuple[Any, ...], roots: Sequence[Var] = ()
) -> Function:
    """Leave out what the result does not need; `roots` are variables that count as results."""
    marked: Block = (*opened(body), Return(Tree("tuple", (result, *roots))))
    marked = tidied(eliminate(settled(marked, live_lines), ()))
    result = marked[-1].value.items[0]  # type: ignore[union-attr]
    body = marked[:-1]
    return Function(f.name, f.params, body, result, signature or f.signature)


@dataclass
class Emitted:
    """The text of a generated module, what it reads back as, and how it reaches other modules."""

    source: str
    tree: ast.Module
    imports: Imports
    name: str


def emit(functions: Sequence[Function], docstrings: Sequence[str] = ()) -> Emitted:
    """The text of a module with these functions, each after those that it calls."""
    documented = dict(zip((f.name for f in functions), docstrings, strict=False))
    functions = flattened(functions)
    imports = Imports({f.name for f in functions} | {p.name for f in functions for p in f.params})
    imports.params = {p.name for f in functions for p in f.params} - {f.name for f in functions}
    nodes = [function_ast(f, imports, documented.get(f.name, "")) for f in functions]
    helpers = [inspect.getsource(fn) for fn in imports.helpers.values()]
    source, tree = module_text(imports.statements(), helpers, nodes)
    return Emitted(source, tree, imports, functions[-1].name)
