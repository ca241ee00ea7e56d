"""The evaluation trace: the table of the textbooks, with value, tangent and adjoint of every node.

Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, tables 1.2 and 1.3; Baydin et al.,
Automatic Differentiation in Machine Learning: a Survey, JMLR 18, 2018, tables 2 and 3. The numbers are
those of the generated forward and reverse programs, which are run with everything that they compute given
back.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from s2sdiff.backend.expressions import Expressions
from s2sdiff.backend.imports import Imports
from s2sdiff.backend.load import load
from s2sdiff.compiler import emit
from s2sdiff.errors import UsageError
from s2sdiff.frontend.lower import live_lines
from s2sdiff.graph import Atom, Block, Const, Function, Let, Stmt, Tree, Var
from s2sdiff.kinds import field_names, is_record
from s2sdiff.specialize import Primal, argument_kind, as_real, deeply, lower_primal, primal_of
from s2sdiff.tracing.unroll import Node, Run
from s2sdiff.transforms.forward import Forward
from s2sdiff.transforms.reverse import Reverse


@dataclass(frozen=True)
class Contribution:
    """What the adjoint of a node receives from one that reads it; `consumer` is empty for the seed."""

    consumer: str
    amount: float


@dataclass(frozen=True)
class Row:
    """A node of the computation graph.

    Attributes:
        label: what the node is called in the table: an input by its name, another one ``v1``, ``v2``, ...
        name: the variable of the program that holds it, where it has one.
        expression: how it is computed from other nodes; empty for an input.
        operands: the labels of those.
        value, tangent, adjoint: the three numbers.
        contributions: what the adjoint is the sum of.
    """

    label: str
    name: str
    expression: str
    operands: tuple[str, ...]
    value: float
    tangent: float
    adjoint: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Trace:
    """The table. It prints as text, and iterates over its rows, which are in the order of evaluation.

    Attributes:
        rows: a row for each node, inputs first.
        result: the label of the result, or its value where that does not vary.
        value, tangent: those of the result.
        forward, reverse: the source of the programs that the numbers are from.
    """

    function: str
    rows: tuple[Row, ...]
    result: str
    value: float
    tangent: float
    forward: str
    reverse: str

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, label: str) -> Row:
        """The row of a label; the last one of a variable's name."""
        for row in (*self.rows, *reversed(self.rows)):
            if row.label == label:
                return row
        for row in reversed(self.rows):
            if row.name == label:
                return row
        raise KeyError(label)

    @property
    def gradient(self) -> dict[str, float]:
        """The adjoints of the inputs."""
        return {row.label: row.adjoint for row in self.rows if not row.expression}

    def __str__(self) -> str:
        """The table as text."""
        head = ("node", "expression", "value", "tangent", "adjoint", "adjoint is the sum of")
        lines = [head]
        for r in self.rows:
            parts = " + ".join(f"{c.amount:.6g} ({c.consumer or 'seed'})" for c in r.contributions)
            named = f"{r.label} = {r.name}" if r.name and r.name != r.label else r.label
            lines.append(
                (
                    named,
                    r.expression or "input",
                    f"{r.value:.6g}",
                    f"{r.tangent:.6g}",
                    f"{r.adjoint:.6g}",
                    parts or "-",
                )
            )
        widths = [max(len(line[k]) for line in lines) for k in range(len(head))]
        numbers = (2, 3, 4)
        text = [
            "  ".join(
                c.rjust(w) if k in numbers else c.ljust(w)
                for k, (c, w) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        ]
        text.insert(1, "  ".join("-" * w for w in widths))
        return "\n".join(text)


class _Recording(Reverse):
    """Reverse mode that notes which statement adds what to which adjoint."""

    def __init__(self, body: Block, inputs: list[Var], outputs: list[Var]) -> None:
        super().__init__(body, inputs, outputs, live_lines)
        self.consumer: Var | None = None
        self.parts_of: dict[Var, list[tuple[Var | None, Atom]]] = {}
        self.kept: dict[Var, Atom] = {}

    def statement(self, s: Stmt) -> Stmt:
        """Note which statement is run backwards."""
        self.consumer = s.target if isinstance(s, Let) else None
        return super().statement(s)

    def add(self, a: Atom, bar: Atom, *rest: Any) -> None:
        """Note what is added."""
        if isinstance(a, Var) and a in self.active:
            self.parts_of.setdefault(a, []).append((self.consumer, bar))
        super().add(a, bar, *rest)

    def take(self, v: Var) -> Atom | None:
        """Note what a cotangent is where it is taken first."""
        bar = super().take(v)
        if bar is not None:
            self.kept.setdefault(v, bar)
        return bar


def trace(
    fun: Callable[..., Any], *args: Any, direction: Sequence[float] | Mapping[str, float] | None = None,
    argnums: int | str | Sequence[int | str] | None = None, result: int = 0, **kwargs: Any,
) -> Trace:  # fmt: skip
    """The evaluation trace of a function at a point.

    Args:
        fun: a function of reals, and of lists, tuples and records of them; its loops are unrolled as they
            run at this point.
        args, kwargs: the point.
        direction: the tangents of the inputs, in order or by label; by default 1 for the first and 0 for
            the others.
        argnums: the arguments that vary; by default those that hold a float, or all if none does.
        result: which of its reals is taken where the function returns several.

    Returns:
        The table; ``print`` it, or read its rows.

    Raises:
        S2SDiffError: where the function cannot be differentiated, or is not one of reals (SD503).
    """
    from s2sdiff.arguments import chosen, reals, signature_of

    primal = primal_of(fun)
    signature = signature_of(fun)
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as e:
        raise UsageError("SD502", f"`{getattr(fun, '__name__', 'the function')}`: {e}") from None
    bound.apply_defaults()
    if argnums is None:
        floats = [n for n, v in bound.arguments.items() if any_float(v)]
        names = floats or [
            n for n, v in bound.arguments.items() if isinstance(v, int) and not isinstance(v, bool)
        ]
    else:
        names = [n.partition(".")[0] for n in chosen(signature, argnums)[0]]
    if not names:
        raise UsageError("SD403", "none of the arguments varies", hint="choose one with argnums")
    values = {n: reals(v) if n in names else v for n, v in bound.arguments.items()}
    kinds = {n: as_real(argument_kind(v)) if n in names else argument_kind(v) for n, v in values.items()}
    program, cells = deeply(lambda: lower_primal(primal, kinds))
    run = Run(program)
    for p in program.function.params:
        run.env[p] = as_inputs(run, p.name, values[p.name]) if p.name in names else unrecorded(values[p.name])
    inputs = list(run.nodes.values())
    if not inputs:
        raise UsageError(
            "SD503",
            "the arguments hold no reals one by one, and the trace is of reals",
            hint="trace a scalar function, or use grad",
        )
    run.block(program.function.body)
    line = Line(primal, program.function.name, cells, inputs, run.out)
    return line.table(result_of(run, result), seeds(inputs, direction))


def any_float(value: Any) -> bool:
    """Whether an argument holds a float."""
    from s2sdiff.numeric.tree import flatten

    return isinstance(value, float) or (not isinstance(value, str | int) and bool(flatten(value)[0]))


def as_inputs(run: Run, name: str, value: Any) -> Any:
    """An argument with an input for each of its reals."""
    if isinstance(value, list):
        return [as_inputs(run, f"{name}[{k}]", v) for k, v in enumerate(value)]
    if isinstance(value, tuple) and not is_record(type(value)):
        return tuple(as_inputs(run, f"{name}[{k}]", v) for k, v in enumerate(value))
    if isinstance(value, dict):
        return {k: as_inputs(run, f"{name}[{k!r}]", v) for k, v in value.items()}
    if is_record(type(value)):
        return {k: as_inputs(run, f"{name}.{k}", getattr(value, k)) for k in field_names(type(value))}
    return run.input(name, value) if isinstance(value, float) else value


def unrecorded(value: Any) -> Any:
    """An argument that does not vary; a record as its fields."""
    return {k: getattr(value, k) for k in field_names(type(value))} if is_record(type(value)) else value


def result_of(run: Run, which: int) -> Any:
    """The real that is taken of what the function returns."""
    found: list[Any] = []

    def collect(v: Any) -> None:
        if isinstance(v, list | tuple):
            for item in v:
                collect(item)
        elif isinstance(v, dict):
            collect(list(v.values()))
        elif isinstance(v, Node | int | float) and not isinstance(v, bool):
            found.append(v)

    collect(run.structured(run.program.function.result))
    if not -len(found) <= which < len(found):
        raise UsageError("SD404", f"the function returns {len(found)} reals, and number {which} is asked for")
    return found[which]


def seeds(inputs: list[Node], direction: Sequence[float] | Mapping[str, float] | None) -> list[float]:
    """The tangent of each input."""
    if direction is None:
        return [1.0] + [0.0] * (len(inputs) - 1)
    if isinstance(direction, Mapping):
        labels = [n.var.name for n in inputs]
        unknown = set(direction) - set(labels)
        if unknown:
            raise UsageError(
                "SD502",
                f"there is no input `{sorted(unknown)[0]}`",
                hint=f"the inputs are {', '.join(labels)}",
            )
        return [float(direction.get(n, 0.0)) for n in labels]
    if len(direction) != len(inputs):
        raise UsageError("SD502", f"{len(inputs)} inputs vary, and the direction has {len(direction)} parts")
    return [float(d) for d in direction]


class Line:
    """The operations of a run one after the other, as a program of its own from which others are derived."""

    def __init__(self, primal: Primal, name: str, cells: Any, inputs: list[Node], done: list[Let]) -> None:
        self.primal, self.cells, self.inputs = primal, cells, inputs
        self.name = name if name.isidentifier() else "f"
        taken = [n.var for n in self.inputs]
        self.params = [Var(f"x{k}", v.kind) for k, v in enumerate(taken)]
        self.renamed = dict(zip(taken, self.params, strict=True))
        self.body: Block = tuple(replace(s, args=tuple(map(self.own, s.args))) for s in done)
        targets = [s.target for s in done]
        self.nodes = [*self.params, *targets]
        self.labels = {v: n.var.name for v, n in zip(self.params, self.inputs, strict=True)}
        self.labels |= {v: f"v{k + 1}" for k, v in enumerate(targets)}

    def own(self, a: Atom) -> Atom:
        """An atom of the run as one of this program."""
        return self.renamed.get(a, a) if isinstance(a, Var) else a

    def executed(
        self, goal: str, params: list[Var], block: Block, atoms: list[Atom], given: list[float]
    ) -> tuple[list[Any], str]:
        """The numbers that a derived program computes, and its source."""
        f = Function(f"{self.name}_{goal}", tuple(params), block, Tree("tuple", tuple(atoms)))
        made = emit([f])
        space, fixed = self.primal.fn.__globals__, self.primal.fixed
        found = load(made.source, made.tree, f.name, made.imports, space, fixed, self.cells)(*given)
        return list(found), made.source

    def forward(self, tangents: list[float]) -> tuple[list[Any], list[Any], str]:
        """The value of each node, its tangent, and the program that computes them."""
        dots = [Var(f"{p.name}_dot", p.kind) for p in self.params]
        sweep = Forward(self.body, self.params, self.nodes, live_lines)
        sweep.run(list(zip(self.params, dots, strict=True)))
        atoms = [*self.nodes, *map(sweep.tangent, self.nodes)]
        given = [*(n.value for n in self.inputs), *tangents]
        numbers, text = self.executed("forward", [*self.params, *dots], tuple(sweep.b.out), atoms, given)
        return numbers[: len(self.nodes)], numbers[len(self.nodes) :], text

    def reverse(self, final: Var | None) -> tuple[list[Any], dict[Var, list[Contribution]], str]:
        """The adjoint of each node, what it is the sum of, and the program that computes them."""
        sweep = _Recording(self.body, self.params, self.nodes)
        start, _ = sweep.run([(final, Const(1.0))] if final is not None else [])
        for p in self.params:
            sweep.take(p)
        parts = [(v, consumer, bar) for v in self.nodes for consumer, bar in sweep.parts_of.get(v, ())]
        atoms = [*(sweep.kept.get(v, Const(0.0)) for v in self.nodes), *(bar for _, _, bar in parts)]
        given = [n.value for n in self.inputs]
        numbers, text = self.executed("reverse", self.params, (*start, *sweep.b.out), atoms, given)
        amounts: dict[Var, list[Contribution]] = {}
        for (v, consumer, _), amount in zip(parts, numbers[len(self.nodes) :], strict=True):
            label = self.labels[consumer] if consumer is not None else ""
            amounts.setdefault(v, []).append(Contribution(label, amount))
        return numbers[: len(self.nodes)], amounts, text

    def table(self, result: Any, tangents: list[float]) -> Trace:
        """The table of the run."""
        final = self.renamed.get(result.var, result.var) if isinstance(result, Node) else None
        values, dots, forward = self.forward(tangents)
        bars, amounts, reverse = self.reverse(final)
        printer = Expressions(self.labels, {}, Imports(self.labels.values()))
        made = {s.target: s for s in self.body if isinstance(s, Let)}
        rows: list[Row] = []
        for v, value, dot, bar in zip(self.nodes, values, dots, bars, strict=True):
            name, text = self.labels[v], ""
            operands: tuple[str, ...] = ()
            if v in made:
                s = made[v]
                name, text = v.name, ast.unparse(printer.operation(s.op, s.args, v.kind))
                operands = tuple(self.labels[a] for a in s.args if isinstance(a, Var))
            own = "" if v.weak else name
            rows.append(Row(self.labels[v], own, text, operands, value, dot, bar, tuple(amounts.get(v, ()))))
        if final is None:
            return Trace(self.name, tuple(rows), repr(result), result, 0.0, forward, reverse)
        last = rows[self.nodes.index(final)]
        return Trace(self.name, tuple(rows), last.label, last.value, last.tangent, forward, reverse)
