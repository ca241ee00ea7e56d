"""Every program of the corpus, at every point: against differences, mode against mode, order on order.

A program that is refused though its file does not allow it fails; so does a check that cannot be made,
such as a difference quotient that does not settle.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import (
    Name,
    Point,
    Program,
    blocks,
    children,
    flatten,
    is_function,
    is_real,
    jacobian_matrix,
    programs,
    random_like,
    relative,
    same_structure,
    same_value,
    slope,
)

import s2sdiff
from s2sdiff.directions.sweeps import linear_leaves
from s2sdiff.graph import defined, walk
from s2sdiff.kinds import COMPLEX, strip
from s2sdiff.numeric import tree as trees
from s2sdiff.transforms.batched import batched

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

PROGRAMS = programs()


def has(name: str) -> Callable[[Program], bool]:
    def declares(program: Program) -> bool:
        try:
            return program.option(name) is not None
        except Exception:
            return True  # a file that cannot be loaded fails in every check

    return declares


def differentiable(program: Program) -> bool:
    try:
        return program.option("refused") is None
    except Exception:
        return True


def smooth_and_scalar(program: Program) -> bool:
    try:
        return differentiable(program) and program.option("max_order", 2) > 1 and program.is_scalar()
    except Exception:
        return True


def each(suits: Callable[[Program], bool] = lambda program: True) -> pytest.MarkDecorator:
    """One test a program that a check is meant for."""
    return pytest.mark.parametrize("program", [p for p in PROGRAMS if suits(p)], ids=repr)


def allowed_to_refuse(check: Callable[[Program], None]) -> Callable[[Program], None]:
    """Where the file says may_refuse, a coded refusal is as good as the right answer."""

    def test(program: Program) -> None:
        if program.option("may_refuse") is None:
            return check(program)
        try:
            check(program)
        except s2sdiff.S2SDiffError as error:
            assert error.code and not error.code.startswith("SD9"), repr(error)

    test.__doc__ = check.__doc__
    test.__name__ = check.__name__
    return test


# ---------------------------------------------------------------- how the corpus is put to the compiler


def gradients(program: Program, point: Point, *, mode: str) -> dict[Name, Any]:
    """The derivative by every chosen argument, at once: by grad where the result is one real."""
    scalar = is_real(point.call(program.f))
    take = s2sdiff.jacfwd if mode == "forward" else s2sdiff.grad if scalar else s2sdiff.jacrev
    derivative = take(program.f, argnums=program.wrt)
    found = point.call(derivative)
    value = point.call(program.f)
    return {name: by_argument(value, found, k, len(program.wrt)) for k, name in enumerate(program.wrt)}


def by_argument(value: Any, found: Any, k: int, count: int) -> Any:
    """The derivative by one of several arguments: in the place of each real or array is a tuple of them."""
    if is_real(value) or isinstance(value, np.ndarray):
        assert isinstance(found, tuple) and len(found) == count, f"{found!r} for {count} arguments"
        return found[k]
    parts = children(value)
    if parts is None:
        return found
    return [by_argument(v, f, k, count) for v, f in zip(parts, children(found) or [], strict=True)]


def attempt(program: Program, point: Point) -> None:
    """Ask for the gradient, once of copies of the arguments and once of themselves: they may share memory."""
    gradients(program, point, mode="reverse")
    s2sdiff.grad(program.f, program.wrt)(*point.args, **point.kwargs)


def takes_all(program: Program, point: Point) -> bool:
    """Whether the call has only differentiated arguments, in order, as jvp and vjp want them."""
    if point.kwargs or len(point.args) != len(program.wrt):
        return False
    return all(point.get(program.f, n) is a for n, a in zip(program.wrt, point.args, strict=True))


def push(program: Program, point: Point, tangents: tuple[Any, ...]) -> tuple[Any, Any]:
    """Value and tangent: by jvp where every argument is differentiated, by pushforward otherwise."""
    full = point.spelled_out(program.f)
    if takes_all(program, full):
        return s2sdiff.jvp(program.f, full.copy().args, tangents)
    mine = full.copy()
    return s2sdiff.pushforward(program.f, program.wrt)(*mine.args, *tangents, **mine.kwargs)


def pull(program: Program, point: Point, cotangent: Any) -> tuple[Any, tuple[Any, ...]]:
    """Value and cotangents: by vjp where every argument is differentiated, by pullback otherwise."""
    full = point.spelled_out(program.f)
    if takes_all(program, full):
        value, pulled = s2sdiff.vjp(program.f, *full.copy().args)
        return value, pulled(cotangent)
    mine = full.copy()
    return s2sdiff.pullback(program.f, program.wrt)(*mine.args, cotangent, **mine.kwargs)


# ---------------------------------------------------------------- the file itself


@each()
def test_program_is_sound(program: Program) -> None:
    """The file says what it is, f runs, and its slope can be told by differences or is given."""
    doc = (program.module.__doc__ or "").strip()
    assert doc and "\n" not in doc and doc.endswith("."), "a corpus file opens with one line: the feature"
    assert program.wrt and program.points
    assert program.option("refused") is None or program.option("may_refuse") is None
    given = program.option("expected")
    assert given is None or len(given) == len(program.points)
    for i, point in enumerate(program.points):
        value = flatten(point.call(program.f))
        assert value.size and np.isfinite(value).all(), f"f is {value} at {point}"
        assert same_value(point.call(program.f), point.call(program.f)), (
            f"f differs from call to call: {point}"
        )
        if program.option("refused") is not None:
            continue
        for name in program.wrt:
            if (program.expected(i) or {}).get(name) is None:
                found = slope(program.f, point.args, point.kwargs, name)
                assert found.established(program.rtol), f"no slope by {name} at {point}: {found}"
    for spec, error in program.option("failing", ()):
        with pytest.raises(error):
            Point.of(spec).call(program.f)


# ---------------------------------------------------------------- first order


def check_first_order(program: Program, mode: str) -> None:
    for i, point in enumerate(program.points):
        value = point.call(program.f)
        found = gradients(program, point, mode=mode)
        for name, got in found.items():
            argument = point.get(program.f, name)
            if is_real(value):
                assert same_structure(argument, got), f"{got!r} is not built like argument {name}"
            matrix = jacobian_matrix(got, value, argument)
            wanted = (program.expected(i) or {}).get(name)
            if wanted is not None:
                exact = jacobian_matrix(wanted, value, argument)
                assert relative(matrix, exact) <= 1e-12, f"by {name} at {point}: {got!r}, not {wanted!r}"
                continue
            quotient = slope(program.f, point.args, point.kwargs, name)
            assert quotient.established(program.rtol), f"no slope by {name} at {point}: {quotient}"
            assert quotient.agrees(matrix, program.rtol), (
                f"{mode} by {name} at {point}: {matrix.tolist()}, differences say {quotient.value.tolist()}"
            )


@each(differentiable)
@allowed_to_refuse
def test_reverse_agrees_with_differences(program: Program) -> None:
    """grad, or jacrev where the result is not one real, against differences or what the file expects."""
    check_first_order(program, "reverse")


@each(differentiable)
@allowed_to_refuse
def test_forward_agrees_with_differences(program: Program) -> None:
    """jacfwd against differences or what the file expects."""
    check_first_order(program, "forward")


@each(differentiable)
@allowed_to_refuse
def test_modes_are_transposes(program: Program) -> None:
    """The dot product test: a random cotangent on a pushed tangent, a pulled cotangent on the tangent."""
    rng = program.random()
    tolerance = 1e-4 if program.single else 1e-10
    for point in program.points:
        value = point.call(program.f)
        tangents = tuple(random_like(point.get(program.f, name), rng) for name in program.wrt)
        cotangent = random_like(value, rng)
        pushed_value, pushed = push(program, point, tangents)
        pulled_value, pulled = pull(program, point, cotangent)
        assert same_value(pushed_value, value) and same_value(pulled_value, value)
        assert isinstance(pulled, tuple) and len(pulled) == len(tangents), repr(pulled)
        left, right = flatten(cotangent) * flatten(pushed), flatten(pulled) * flatten(tangents)
        scale = max(np.abs(left).sum(), np.abs(right).sum())
        assert abs(left.sum() - right.sum()) <= tolerance * scale, f"{left} against {right} at {point}"


@each(differentiable)
@allowed_to_refuse
def test_value_is_that_of_the_primal(program: Program) -> None:
    """value_and_grad computes the primal as it was written, to the last bit."""
    for point in program.points:
        value = point.call(program.f)
        if is_real(value):
            got, _ = point.call(s2sdiff.value_and_grad(program.f, argnums=program.wrt))
            assert same_value(got, value), f"{got!r}, not {value!r}, at {point}"
        else:
            got, _ = pull(program, point, random_like(value, program.random()))
            assert same_value(got, value), f"{got!r}, not {value!r}, at {point}"


@each(differentiable)
@allowed_to_refuse
def test_arguments_are_unchanged(program: Program) -> None:
    """The derivative leaves the caller's arguments alone, be it that f changes them."""
    for point in program.points:
        scalar = is_real(point.call(program.f))
        for take in (s2sdiff.grad if scalar else s2sdiff.jacrev, s2sdiff.jacfwd):
            mine = point.copy()
            take(program.f, argnums=program.wrt)(*mine.args, **mine.kwargs)
            assert untouched((*point.args, *point.kwargs.values()), (*mine.args, *mine.kwargs.values()))


def untouched(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    return all(is_function(a) or same_value(a, b) for a, b in zip(before, after, strict=True))


@each(differentiable)
@allowed_to_refuse
def test_seeds_are_unchanged_and_results_are_new(program: Program) -> None:
    """Tangents and cotangents that are passed stay as they are, and share no memory with those that come back."""
    point, rng = program.points[0].copy(), program.random()
    tangents = tuple(random_like(point.get(program.f, name), rng) for name in program.wrt)
    cotangent = random_like(point.copy().call(program.f), rng)
    kept = copy.deepcopy((*tangents, cotangent))
    _, pushed = push(program, point, tangents)
    _, pulled = pull(program, point, cotangent)
    assert untouched(kept, (*tangents, cotangent))
    for made in blocks((pushed, pulled)):
        assert not any(np.shares_memory(made, given) for given in blocks((*tangents, cotangent)))


@each(has("failing"))
@allowed_to_refuse
def test_errors_are_those_of_the_primal(program: Program) -> None:
    """Where f raises, its derivative raises the same; afterwards the derivative works as before."""
    for take in (s2sdiff.grad, s2sdiff.jacfwd):
        derivative = take(program.f, argnums=program.wrt)
        before = [point.call(derivative) for point in program.points]
        for spec, kind in program.option("failing"):
            with pytest.raises(kind) as primal:
                Point.of(spec).call(program.f)
            with pytest.raises(kind) as derived:
                Point.of(spec).call(derivative)
            assert not isinstance(derived.value, s2sdiff.S2SDiffError), repr(derived.value)
            if (
                kind is not UnboundLocalError
            ):  # its text names a variable, here perhaps the tangent of the one there
                assert derived.value.args == primal.value.args
        assert same_value(before, [point.call(derivative) for point in program.points])


@each(differentiable)
@allowed_to_refuse
def test_many_seeds_at_once(program: Program) -> None:
    """A program that takes many seeds at once gives what it gives seed by seed: of floats, to the last bit."""
    point, rng, name = program.points[0].spelled_out(program.f), program.random(), program.wrt[0]
    value = point.call(program.f)
    given = [(program.f, "along", point.get(program.f, name)), (program.f, "pullback", value)]
    if is_real(value) and program.option("max_order", 2) > 1:
        given.append((s2sdiff.grad(program.f, name), "along", point.get(program.f, name)))
    for f, goal, like in given:
        derivative = s2sdiff.Derivative(f, goal, name)
        found = specialized(derivative, point).specialization
        leaves, rebuild = trees.flatten(like, reals=True)
        made = batched(found.generated, seeds_of(found), found.linear_item)  # where it fails, at_once is None
        assert (made is None) == (found.at_once is None)
        if made is None or not leaves:
            continue
        seeds = [np.array([numbers(rng, leaf) for _ in range(3)]) for leaf in leaves]
        rows = [[own(seed[k], leaf) for seed, leaf in zip(seeds, leaves, strict=True)] for k in range(3)]
        made_of = [specialized(derivative, point)([rebuild(row)]) for row in rows]
        one_by_one = [linear_leaves(made, found.linear_item)[0] for made in made_of]
        several = specialized(derivative, point).of(found.at_once.specialization)
        at_once, _ = linear_leaves(several([rebuild(seeds), 3]), found.linear_item)
        assert len(at_once) == len(one_by_one[0])
        for got, *parts in zip(at_once, *one_by_one, strict=True):
            wanted = np.array(parts)
            assert np.shape(got) == wanted.shape and got.dtype == wanted.dtype
            if program.id.startswith("scalar/") and not complex_numbers(found.generated):
                assert same_value([*map(float, got.flat)], [*map(float, wanted.flat)])
            else:
                scale = np.abs(wanted[np.isfinite(wanted)]).max(initial=1e-300)
                tolerance = 1e-4 if got.dtype.itemsize == 4 else 1e-10
                np.testing.assert_allclose(got, wanted, rtol=tolerance, atol=tolerance * scale)


def specialized(derivative: s2sdiff.Derivative, point: Point) -> Any:
    """A derivative for a call, about to be called with seeds."""
    mine = point.copy()
    return derivative.prepared(derivative._bind(mine.args, mine.kwargs), derivative.goal, derivative._wrt)


def seeds_of(found: Any) -> Any:
    """The parameters of a derivative that its function does not have."""
    return found.generated.params[len(found.program.function.params) :]


def complex_numbers(program: Any) -> bool:
    """Whether a program computes with complex numbers, whose product NumPy rounds in its own way."""
    return any(strip(v.kind) == COMPLEX for s in walk(program.body) for v in defined(s))


def numbers(rng: Any, leaf: Any) -> Any:
    """Random numbers in the shape of a leaf."""
    made = np.array([rng.uniform(-1.0, 1.0) for _ in range(np.size(leaf))]).reshape(np.shape(leaf))
    return made.astype(leaf.dtype) if isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f" else made


def own(row: Any, leaf: Any) -> Any:
    """The seed of one sweep in the place of a leaf."""
    return np.array(row) if isinstance(leaf, np.ndarray) else float(row)


# ---------------------------------------------------------------- second order


def pairs(program: Program) -> list[tuple[Name, Name]]:
    """Which second derivatives to take: by each argument twice, and by the first and the last."""
    names = program.wrt
    return [*zip(names, names, strict=True), *([(names[0], names[-1])] if len(names) > 1 else [])]


@each(smooth_and_scalar)
@allowed_to_refuse
def test_second_order(program: Program) -> None:
    """The four compositions of two modes agree with one another and with differences of the gradient."""
    tolerance = 1e-3 if program.single else 1e-9
    for a, b in pairs(program):
        kinds = {is_real(point.get(program.f, a)) for point in program.points}
        assert len(kinds) == 1, f"argument {a} is one real at one point only"
        outer = s2sdiff.grad if kinds == {True} else s2sdiff.jacrev
        first = s2sdiff.grad(program.f, argnums=a)
        compositions = {
            "reverse over reverse": outer(first, argnums=b),
            "forward over reverse": s2sdiff.jacfwd(first, argnums=b),
            "reverse over forward": outer(s2sdiff.jacfwd(program.f, argnums=a), argnums=b),
            "forward over forward": s2sdiff.jacfwd(s2sdiff.jacfwd(program.f, argnums=a), argnums=b),
        }
        for point in program.points:
            gradient = point.call(first)
            argument = point.get(program.f, b)
            found = {
                name: jacobian_matrix(point.call(second), gradient, argument) for name, second in compositions.items()
            }
            floor = max(0.01, np.abs(flatten(gradient)).max(initial=0.0))
            for (one, x), (other, y) in itertools.combinations(found.items(), 2):
                assert relative(x, y, floor) <= tolerance, (
                    f"by {a} and {b} at {point}: {one} {x.tolist()}, {other} {y.tolist()}"
                )
            quotient = slope(first, point.args, point.kwargs, b)
            rtol = max(program.rtol, 1e-5)
            assert quotient.established(rtol), f"no slope of the gradient by {b} at {point}: {quotient}"
            for one, x in found.items():
                assert quotient.agrees(x, rtol), (
                    f"by {a} and {b} at {point}: {one} {x.tolist()}, differences {quotient.value.tolist()}"
                )


def smooth_and_several(program: Program) -> bool:
    try:
        return differentiable(program) and program.option("max_order", 2) > 1 and not program.is_scalar()
    except Exception:
        return True


@each(smooth_and_several)
@allowed_to_refuse
def test_second_order_of_several_results(program: Program) -> None:
    """Jacobians of Jacobians agree in the four compositions of two modes, and with differences of the first."""
    point, name = program.points[0], program.wrt[0]
    first = s2sdiff.jacrev(program.f, argnums=name)
    start = point.call(first)
    floor = max(0.01, np.abs(flatten(start)).max(initial=0.0))
    found = [
        flatten(point.call(outer(inner(program.f, argnums=name), argnums=name)))
        for outer in (s2sdiff.jacfwd, s2sdiff.jacrev)
        for inner in (s2sdiff.jacfwd, s2sdiff.jacrev)
    ]
    for other in found[1:]:
        assert relative(found[0], other, floor) <= (1e-3 if program.single else 1e-9)
    quotient = slope(first, point.args, point.kwargs, name)
    matrix = jacobian_matrix(
        point.call(s2sdiff.jacfwd(first, argnums=name)), start, point.get(program.f, name)
    )
    assert quotient.established(max(program.rtol, 1e-5)) and quotient.agrees(matrix, max(program.rtol, 1e-5))


# ---------------------------------------------------------------- third and fourth order


def third_order_by_a_real(program: Program) -> bool:
    """Whether the scalar corpus asks for the orders beyond the second: by its first argument, if that is a real."""
    if not program.id.startswith("scalar/") or not smooth_and_scalar(program):
        return False
    try:
        at = program.points[0].get(program.f, program.wrt[0])
        return is_real(at) and program.option("max_order", 4) > 2
    except Exception:
        return True


@each(third_order_by_a_real)
@allowed_to_refuse
def test_third_and_fourth_order(program: Program) -> None:
    """Two mixes of modes agree with each other, and each order with differences of the one before."""
    point, name = program.points[0], program.wrt[0]

    def forward(f: Any) -> Any:
        return s2sdiff.jacfwd(f, argnums=name)

    def reverse(f: Any) -> Any:
        return s2sdiff.grad(f, argnums=name)

    lower = second = forward(reverse(program.f))
    step = min(
        1.0, abs(point.get(program.f, name)) or 1.0
    )  # what rounding errors are divided by at each order
    for order, mixes in (
        (3, (forward(second), reverse(forward(forward(program.f))))),
        (4, (forward(forward(second)), forward(reverse(forward(forward(program.f)))))),
    ):
        x, y = (flatten(point.call(mix)) for mix in mixes)
        size = np.abs(flatten(point.call(program.f))).max() / step**order
        assert relative(x, y, size) <= (1e-3 if program.single else 1e-9), f"order {order}: {x} and {y}"
        quotient = slope(lower, point.args, point.kwargs, name)
        error = np.abs(quotient.value.ravel() - x) - 10.0 * quotient.error.ravel()
        assert (error <= max(program.rtol, 1e-5) * max(np.abs(x).max(), size)).all(), (
            f"order {order}: {x}, {quotient}"
        )
        lower = mixes[0]


# ---------------------------------------------------------------- refusals


@each(has("refused"))
def test_refusal_has_code_and_place(program: Program) -> None:
    """What must be refused is refused, with a code and a place in the file; forward mode may be right."""
    lines = program.path.read_text().count("\n") + 1
    for point in program.points:
        with pytest.raises(s2sdiff.S2SDiffError) as caught:
            attempt(program, point)
        error = caught.value
        assert error.code and not error.code.startswith("SD9") and error.message, repr(error)
        assert error.filename == str(program.path), f"{error.filename} is not {program.path}"
        assert error.lineno is not None and 1 <= error.lineno <= lines
        try:
            found = gradients(program, point, mode="forward")
        except s2sdiff.S2SDiffError:
            continue
        value = point.call(program.f)
        for name, got in found.items():
            quotient = slope(program.f, point.args, point.kwargs, name)
            assert quotient.agrees(jacobian_matrix(got, value, point.get(program.f, name)), program.rtol)
