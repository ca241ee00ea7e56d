"""Derived against hand-written NumPy derivatives, in one run: time and peak memory; and scaling.

    python tests/benchmarks/run_array.py [--quick] [--only speed scaling] [--hand-only]

Prints tables and writes results/array.json. Ratios of time are medians over interleaved turns. With
``--hand-only`` the hand-written derivatives are checked against differences and against each other.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # before NumPy: one thread, or the ratios are those of the machine

import measure  # noqa: E402
import numpy as np  # noqa: E402
from array_programs import PROGRAMS, Program, gauss_seidel, gauss_seidel_reverse, sweep_args  # noqa: E402

BARS = {"geometric mean": 1.25, "worst": 1.6, "memory": 1.25}
SIZES = (50, 100, 200, 400)


def must_agree(program: Program, *values: Any) -> None:
    first, *others = map(measure.flat, values)
    for other in others:
        np.testing.assert_allclose(other, first, rtol=1e-7, atol=1e-9, err_msg=program.name)
    direction, slope = measure.directional(program.primal, program.args, program.argnums)
    np.testing.assert_allclose(measure.flat(direction) @ first, slope, rtol=1e-5, err_msg=program.name)


def speed(repeats: int) -> list[dict[str, Any]]:
    import s2sdiff

    rows = []
    for program in PROGRAMS:
        args = program.args
        derived = s2sdiff.grad(program.primal, argnums=program.argnums)
        contenders = {"hand": program.reverse, "derived": derived, "primal": program.primal}
        if program.restructured:
            contenders["restructured"] = program.restructured
        must_agree(program, *(f(*args) for name, f in contenders.items() if name != "primal"))
        calls = {name: (lambda f=f, args=args: f(*args)) for name, f in contenders.items()}
        spent = measure.interleaved(calls, repeats=repeats, seconds=0.1)
        memory = {name: measure.peak_bytes(call) for name, call in calls.items()}
        row = {
            "program": program.name,
            "primal_seconds": min(spent["primal"]),
            "hand_seconds": min(spent["hand"]),
            "derived_seconds": min(spent["derived"]),
            "derived_over_hand": measure.ratio(spent, "derived", "hand"),
            "derived_over_primal": measure.ratio(spent, "derived", "primal"),
            "hand_peak_bytes": memory["hand"],
            "derived_peak_bytes": memory["derived"],
            "memory_over_hand": memory["derived"] / memory["hand"],
        }
        if program.restructured:
            row["derived_over_restructured"] = measure.ratio(spent, "derived", "restructured")
        rows.append(row)
    return rows


def scaling(repeats: int, hand_only: bool) -> list[dict[str, Any]]:
    """The gradient's cost over the primal's for one sweep that is written element by element."""
    contenders: dict[str, Any] = {"primal": gauss_seidel, "hand": gauss_seidel_reverse}
    if not hand_only:
        import s2sdiff

        contenders["derived"] = s2sdiff.grad(gauss_seidel, argnums=(0, 1))
    rows = []
    for n in SIZES:
        args = sweep_args(n)
        program = Program(f"sweep, N = {n}", gauss_seidel, gauss_seidel_reverse, args, (0, 1))
        must_agree(program, *(f(*args) for name, f in contenders.items() if name != "primal"))
        calls = {name: (lambda f=f, args=args: f(*args)) for name, f in contenders.items()}
        spent = measure.interleaved(calls, repeats=repeats, seconds=0.05)
        row: dict[str, Any] = {"n": n, "primal_seconds": min(spent["primal"])}
        for name in contenders:
            if name != "primal":
                row[f"{name}_over_primal"] = measure.ratio(spent, name, "primal")
        rows.append(row)
    return rows


def show_speed(rows: list[dict[str, Any]]) -> dict[str, float]:
    head = ["program", "primal", "hand", "derived", "derived/hand", "derived/restructured", "memory/hand"]
    print(
        measure.table(
            head,
            [
                [
                    row["program"],
                    measure.duration(row["primal_seconds"]),
                    measure.duration(row["hand_seconds"]),
                    measure.duration(row["derived_seconds"]),
                    row["derived_over_hand"],
                    row.get("derived_over_restructured"),
                    row["memory_over_hand"],
                ]
                for row in rows
            ],
        )
    )
    ratios = [row["derived_over_hand"] for row in rows]
    summary = {
        "geometric_mean": measure.geometric_mean(ratios),
        "worst": max(ratios),
        "worst_memory": max(row["memory_over_hand"] for row in rows),
    }
    print("\n" + ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in summary.items()))
    return summary


def check_hand_written() -> None:
    for program in PROGRAMS:
        versions = [program.reverse] + ([program.restructured] if program.restructured else [])
        must_agree(program, *(f(*program.args) for f in versions))
        calls = {"primal": program.primal} | {f.__name__: f for f in versions}
        spent = measure.interleaved(
            {name: (lambda f=f, p=program: f(*p.args)) for name, f in calls.items()}, repeats=5, seconds=0.1
        )
        peaks = [measure.peak_bytes(lambda f=f, p=program: f(*p.args)) / 1e6 for f in versions]
        times = ", ".join(f"{name} {measure.duration(min(t))}" for name, t in spent.items())
        print(f"agrees: {program.name}: {times}; peaks " + ", ".join(f"{p:.2f} MB" for p in peaks))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    parser.add_argument("--only", nargs="+", choices=("speed", "scaling"), default=("speed", "scaling"))
    parser.add_argument("--hand-only", action="store_true", help="the hand-written ones alone")
    options = parser.parse_args()
    repeats = 5 if options.quick else 15
    data: dict[str, Any] = {"bars": BARS}
    if "speed" in options.only:
        if options.hand_only:
            check_hand_written()
        else:
            rows = speed(repeats)
            data["speed"] = {"rows": rows, **show_speed(rows)}
    if "scaling" in options.only:
        data["scaling"] = rows = scaling(3 if options.quick else 7, options.hand_only)
        print("\none Gauss-Seidel sweep element by element: gradient over primal\n")
        body = [
            [
                r["n"],
                measure.duration(r["primal_seconds"]),
                r["hand_over_primal"],
                r.get("derived_over_primal"),
            ]
            for r in rows
        ]
        print(measure.table(["N", "primal", "hand/primal", "derived/primal"], body))
    if not options.hand_only:
        print(f"\nwritten: {measure.write_json('array', data)}")


if __name__ == "__main__":
    main()
