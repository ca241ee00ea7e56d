"""Derived against hand-written derivatives of programs of floats, in one run.

    python tests/benchmarks/run_scalar.py [--quick] [--only reverse forward njit dispatch compile]

Prints tables and writes results/scalar.json. Ratios are medians over interleaved turns. "generated"
is the generated function by itself, "called" is the Derivative with its dispatch.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import statistics
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import measure
import numpy as np
from growth_programs import GROWING
from scalar_programs import PROGRAMS, Program

import s2sdiff

BARS = {"geometric mean": 1.2, "worst": 1.5, "njit worst": 1.5, "dispatch µs": 1.5}
PARTS = ("reverse", "forward", "njit", "dispatch", "compile", "growth")


def derivative_of(program: Program, mode: str) -> tuple[Any, tuple[Any, ...], Callable[..., Any]]:
    """The Derivative, its arguments, and the hand-written function that takes the same ones."""
    if mode == "reverse":
        return s2sdiff.grad(program.primal, argnums=program.argnums), program.args, program.reverse
    derivative = s2sdiff.pushforward(program.primal, argnums=program.argnums)
    return derivative, program.args + program.tangents, program.forward


def must_agree(program: Program, mode: str, *values: Any) -> None:
    """All derivatives agree with each other, and with the difference quotient of the primal."""
    first, *others = map(measure.flat, values)
    for other in others:
        np.testing.assert_allclose(other, first, rtol=1e-9, atol=1e-12, err_msg=f"{program.name}, {mode}")
    nums = program.argnums if isinstance(program.argnums, tuple) else (program.argnums,)
    direction, slope = measure.directional(program.primal, program.args, nums)
    if mode == "reverse":
        along = measure.flat(direction) @ first
        np.testing.assert_allclose(along, slope, rtol=1e-5, err_msg=f"{program.name}, {mode}")


def python_speed(mode: str, repeats: int) -> list[dict[str, Any]]:
    rows = []
    for program in PROGRAMS:
        derivative, args, hand = derivative_of(program, mode)
        generated, source = measure.generated_function(derivative, args)
        must_agree(program, mode, hand(*args), generated(*args), derivative(*args))
        spent = measure.interleaved(
            {
                "hand": lambda hand=hand, args=args: hand(*args),
                "generated": lambda generated=generated, args=args: generated(*args),
                "called": lambda derivative=derivative, args=args: derivative(*args),
                "primal": lambda primal=program.primal, args=program.args: primal(*args),
            },
            repeats=repeats,
        )
        rows.append(
            {
                "program": program.name,
                "hand_seconds": min(spent["hand"]),
                "generated_seconds": min(spent["generated"]),
                "generated_over_hand": measure.ratio(spent, "generated", "hand"),
                "called_over_hand": measure.ratio(spent, "called", "hand"),
                "generated_over_primal": measure.ratio(spent, "generated", "primal"),
                "source_lines": source.count("\n"),
            }
        )
    return rows


def njit_speed(mode: str, repeats: int) -> list[dict[str, Any]]:
    """The generated source, unchanged, under ``numba.njit``, beside the hand-written one under it."""
    import numba

    warnings.simplefilter("ignore", numba.NumbaPendingDeprecationWarning)
    rows = []
    for program in PROGRAMS:
        derivative, args, hand = derivative_of(program, mode)
        generated, _ = measure.generated_function(derivative, args)
        contenders = {"hand": numba.njit(hand), "generated": numba.njit(generated)}
        if mode == "reverse" and program.buffer:
            contenders["buffer"] = numba.njit(program.buffer)
        row: dict[str, Any] = {"program": program.name}
        try:
            values = [f(*args) for f in contenders.values()]
        except numba.NumbaError as error:
            rows.append(row | {"error": str(error)})
            continue
        must_agree(program, mode, *values)
        calls = {name: (lambda f=f, args=args: f(*args)) for name, f in contenders.items()}
        spent = measure.interleaved(calls, repeats=repeats)
        row |= {
            "hand_seconds": min(spent["hand"]),
            "generated_seconds": min(spent["generated"]),
            "generated_over_hand": measure.ratio(spent, "generated", "hand"),
        }
        if "buffer" in spent:
            row["generated_over_buffer"] = measure.ratio(spent, "generated", "buffer")
        rows.append(row)
    return rows


def one(a):
    return a * a


def two(a, b):
    return a * b


def five_arguments(a, b, c, d, e):
    return a * b + c * d + e


def dispatch(repeats: int) -> list[dict[str, Any]]:
    """What a call of a Derivative costs over a call of the function that it generated."""
    rows = []
    for primal, args in ((one, (1.5,)), (two, (1.5, 2.5)), (five_arguments, (1.5, 2.5, 3.5, 4.5, 5.5))):
        derivative = s2sdiff.grad(primal, argnums=tuple(range(len(args))))
        generated, _ = measure.generated_function(derivative, args)
        spent = measure.interleaved(
            {
                "called": lambda derivative=derivative, args=args: derivative(*args),
                "generated": lambda generated=generated, args=args: generated(*args),
            },
            repeats=repeats,
        )
        over = statistics.median(a - b for a, b in zip(spent["called"], spent["generated"], strict=True))
        rows.append(
            {
                "arguments": len(args),
                "called_seconds": min(spent["called"]),
                "generated_seconds": min(spent["generated"]),
                "overhead_seconds": over,
            }
        )
    return rows


STATEMENTS = (
    "t{i} = t{j} * y + {c}",
    "t{i} = math.sin(t{j}) * t{k}",
    "t{i} = t{j} / (2.0 + t{k} ** 2)",
    "t{i} = {c} - t{j} * t{k}",
    "t{i} = math.exp(-(t{j} ** 2)) + x",
)

TYPICAL = (
    '''
def friction(re, roughness, length, diameter, velocity, density):
    """Pressure drop of a pipe."""
    ratio = roughness / diameter
    if re < 2000.0 + {c}:
        factor = 64.0 / re
    elif re < 4000.0:
        low = 64.0 / 2000.0
        high = 0.25 / math.log10(ratio / 3.7 + 5.74 / 4000.0 ** 0.9) ** 2
        weight = (re - 2000.0) / 2000.0
        factor = (1.0 - weight) * low + weight * high
    else:
        factor = 0.25 / math.log10(ratio / 3.7 + 5.74 / re ** 0.9) ** 2
        for _ in range(3):
            root = -2.0 * math.log10(ratio / 3.7 + 2.51 / (re * math.sqrt(factor)))
            factor = 1.0 / root ** 2
    head = factor * length / diameter
    dynamic = 0.5 * density * velocity ** 2
    losses = 0.5 + 1.0
    drop = (head + losses) * dynamic
    return drop
''',
    '''
def orbit(x, y, vx, vy, mass, dt):
    """A planet about a star, by leapfrog."""
    gravity = 6.674e-11 + {c}
    mu = gravity * mass
    energy = 0.0
    r3 = (x * x + y * y) ** 1.5
    ax = -mu * x / r3
    ay = -mu * y / r3
    for _ in range(10):
        vx = vx + 0.5 * dt * ax
        vy = vy + 0.5 * dt * ay
        x = x + dt * vx
        y = y + dt * vy
        r3 = (x * x + y * y) ** 1.5
        ax = -mu * x / r3
        ay = -mu * y / r3
        vx = vx + 0.5 * dt * ax
        vy = vy + 0.5 * dt * ay
        energy = energy + 0.5 * (vx * vx + vy * vy) - mu / math.sqrt(x * x + y * y)
    return energy
''',
    '''
def newton(a, b, c):
    """The root of a cubic, then a smooth penalty of it."""
    x = 1.0 + {c}
    steps = 0
    while steps < 50:
        value = ((x + a) * x + b) * x + c
        slope = (3.0 * x + 2.0 * a) * x + b
        if abs(slope) < 1e-12:
            x = x + 1.0
            steps += 1
            continue
        change = value / slope
        x = x - change
        steps += 1
        if abs(change) < 1e-12:
            break
    distance = math.sqrt(x * x + 1.0)
    penalty = math.log(1.0 + math.exp(-distance))
    if x > 0.0:
        penalty = penalty + x ** 2
    return penalty
''',
)
TYPICAL_ARGS = (
    (1e5, 1e-4, 10.0, 0.1, 2.0, 1000.0),
    (1.0, 0.0, 0.0, 1.0, 1.5e10, 0.01),
    (0.5, 1.0, -2.0),
)

fresh = itertools.count()


def module_of(source: str, folder: Path) -> ModuleType:
    """A module with that source in a file of its own, as every real function has."""
    name = f"compiled_{next(fresh)}"
    path = folder / f"{name}.py"
    path.write_text("import math\n\n" + source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def straight_line(size: int, seed: int) -> str:
    rng = np.random.default_rng(seed)
    lines = ["def f(x, y):", "    t0 = x * y"]
    for i in range(1, size):
        near = [int(max(0, i - 1 - v)) for v in (0, rng.integers(0, 40))]
        form = STATEMENTS[int(rng.integers(len(STATEMENTS)))]
        lines.append("    " + form.format(i=i, j=near[0], k=near[1], c=round(float(rng.random()), 6)))
    return "\n".join([*lines, f"    return t{size - 1}", ""])


def compile_seconds(fun: Callable[..., Any], args: Iterable[Any], argnums: Any) -> float:
    args = tuple(args)
    start = measure.clock()
    s2sdiff.grad(fun, argnums=argnums).lower(*args)
    return measure.clock() - start


def compile_time(quick: bool) -> dict[str, Any]:
    sizes = (1000, 2000, 5000, 10000)
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        warm = module_of(straight_line(50, 99), folder)
        compile_seconds(warm.f, (0.5, 0.7), (0, 1))
        scaling = []
        for size in sizes:
            times = [
                compile_seconds(module_of(straight_line(size, seed), folder).f, (0.5, 0.7), (0, 1))
                for seed in range(1 if quick else 3)
            ]
            scaling.append({"statements": size, "seconds": min(times)})
        typical = []
        for text, args in zip(TYPICAL, TYPICAL_ARGS, strict=True):
            name = text.split("def ", 1)[1].split("(", 1)[0]
            times = []
            for turn in range(4 if quick else 12):
                fun = getattr(module_of(text.replace("{c}", f"{turn}e-9"), folder), name)
                times.append(compile_seconds(fun, args, tuple(range(len(args)))))
            typical.append({"function": name, "seconds": statistics.median(times[1:])})
    slope = measure.log_slope(sizes, [row["seconds"] for row in scaling])
    return {"scaling": scaling, "log_log_slope": slope, "typical": typical}


def growth(quick: bool) -> list[dict[str, Any]]:
    """How compile time grows with programs that are long in other ways than by statements."""
    rows = []
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        for name, (write, size) in GROWING.items():
            sizes = (size // 4, size)
            times = [
                min(
                    compile_seconds(module_of(write(n), folder).f, (0.7, 0.3), (0, 1)) for _ in range(1 if quick else 3)
                )
                for n in sizes
            ]
            rows.append({"program": name, "size": size, "seconds": times[-1], "slope": measure.log_slope(sizes, times)})
    return rows


def show_speed(title: str, rows: list[dict[str, Any]]) -> dict[str, float]:
    print(f"\n{title}\n")
    head = ["program", "hand", "generated", "generated/hand", "called/hand", "njit buffer"]
    print(
        measure.table(
            head,
            [
                [
                    row["program"],
                    measure.duration(row.get("hand_seconds")),
                    "failed" if "error" in row else measure.duration(row["generated_seconds"]),
                    row.get("generated_over_hand"),
                    row.get("called_over_hand"),
                    row.get("generated_over_buffer"),
                ]
                for row in rows
            ],
        )
    )
    ratios = [row["generated_over_hand"] for row in rows if "generated_over_hand" in row]
    summary = {"geometric_mean": measure.geometric_mean(ratios), "worst": max(ratios, default=float("nan"))}
    print(f"\ngeometric mean {summary['geometric_mean']:.3f}, worst {summary['worst']:.3f}")
    for row in rows:
        if "error" in row:
            print(f"{row['program']}: Numba refused: {row['error'].strip().splitlines()[0]}")
    return summary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    repeats = 5 if options.quick else 21
    data: dict[str, Any] = {"bars": BARS}
    for mode in ("reverse", "forward"):
        if mode in options.only:
            rows = python_speed(mode, repeats)
            data[mode] = {"rows": rows, **show_speed(f"{mode} mode, pure Python", rows)}
    if "njit" in options.only:
        for mode in ("reverse", "forward"):
            rows = njit_speed(mode, repeats)
            data[f"njit_{mode}"] = {"rows": rows, **show_speed(f"{mode} mode, both under numba.njit", rows)}
    if "dispatch" in options.only:
        data["dispatch"] = dispatch(repeats)
        print("\nwhat a call of a Derivative costs over its generated function\n")
        rows = [[r["arguments"], measure.duration(r["overhead_seconds"])] for r in data["dispatch"]]
        print(measure.table(["float arguments", "overhead"], rows))
    if "compile" in options.only:
        data["compile"] = result = compile_time(options.quick)
        print("\ncompile time\n")
        rows = [[f"{r['statements']} statements", measure.duration(r["seconds"])] for r in result["scaling"]]
        rows += [[f"{r['function']} (20 lines)", measure.duration(r["seconds"])] for r in result["typical"]]
        print(measure.table(["function", "time"], rows))
        print(f"\nlog-log slope {result['log_log_slope']:.3f}")
    if "growth" in options.only:
        data["growth"] = growth(options.quick)
        print("\nhow compile time grows, from a quarter of the size\n")
        shown = [[f"{r['size']} {r['program']}", measure.duration(r["seconds"]), r["slope"]] for r in data["growth"]]
        print(measure.table(["program", "time", "log-log slope"], shown))
    print(f"\nwritten: {measure.write_json('scalar', data)}")


if __name__ == "__main__":
    main()
