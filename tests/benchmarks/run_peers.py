"""Gradients of ten in-place NumPy programs beside JAX under jit and autograd, in one run.

    python -m venv peers && peers/bin/pip install jax autograd . && \\
        peers/bin/python tests/benchmarks/run_peers.py [--quick] [--no-scaling] [--only NAME...]
    python tests/benchmarks/run_peers.py --table      # the Markdown table of the last run

s2sdiff differentiates the programs as they stand; JAX and autograd, which refuse assignment to
arrays, get them rewritten in their own idiom (jax_programs.py, autograd_programs.py). All three must agree.
Writes results/peers.json. What is not installed is left out.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import measure  # noqa: E402
import numpy as np  # noqa: E402
from peer_programs import Program, gauss_seidel, programs  # noqa: E402

measure.clock = time.perf_counter  # JAX has threads of its own
SIZES = (50, 100, 200, 400)
PATIENCE = 240.0
Gradient = Callable[..., Any]


def installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def jax_functions(program: Program) -> tuple[Gradient, Gradient, tuple[Any, ...]]:
    """JAX's primal and gradient, compiled by ``jit``, and the arguments on its device."""
    import jax
    import jax_programs

    jax.config.update("jax_enable_x64", True)
    primal = getattr(jax_programs, program.primal.__name__)
    args = tuple(jax.numpy.asarray(a) if isinstance(a, np.ndarray | float) else a for a in program.args)
    compiled = jax.jit(primal, static_argnums=program.static)
    gradient = jax.jit(jax.grad(primal, argnums=program.argnums), static_argnums=program.static)
    return (
        lambda *a: jax.block_until_ready(compiled(*a)),
        lambda *a: jax.block_until_ready(gradient(*a)),
        args,
    )


def autograd_function(program: Program) -> Gradient:
    import autograd
    import autograd_programs

    return autograd.grad(getattr(autograd_programs, program.primal.__name__), program.argnums)


def compare(program: Program, repeats: int) -> dict[str, Any]:
    row: dict[str, Any] = {"program": program.name}
    args = program.args
    calls: dict[str, Callable[[], Any]] = {"primal": lambda: program.primal(*args)}
    checked = []
    if s2sdiff := installed("s2sdiff"):
        derived = s2sdiff.grad(program.primal, argnums=program.argnums)
        calls["s2sdiff"] = lambda: derived(*args)
        checked.append("s2sdiff")
    if installed("jax"):
        jax_primal, jax_gradient, jax_args = jax_functions(program)
        calls["jax_primal"] = lambda: jax_primal(*jax_args)
        calls["jax"] = lambda: jax_gradient(*jax_args)
        checked.append("jax")
    if installed("autograd"):
        gradient = autograd_function(program)
        calls["autograd"] = lambda: gradient(*args)
        checked.append("autograd")
    values = {}
    for name in checked:
        start = time.perf_counter()
        values[name] = measure.flat(calls[name]())
        row[f"{name}_first_call_seconds"] = time.perf_counter() - start
    direction, slope = measure.directional(program.primal, args, program.argnums)
    for name, value in values.items():
        along = measure.flat(direction) @ value
        np.testing.assert_allclose(along, slope, rtol=1e-4, err_msg=f"{program.name}: {name}, differences")
        other = values[checked[0]]
        scale = float(np.max(np.abs(other)))
        message = f"{program.name}: {name}, {checked[0]}"
        np.testing.assert_allclose(value, other, rtol=1e-6, atol=1e-9 * scale, err_msg=message)
    spent = measure.interleaved(calls, repeats=repeats, seconds=0.05)
    for name, times in spent.items():
        row[f"{name}_seconds"] = min(times)
        if name != "s2sdiff" and "s2sdiff" in spent:
            row[f"{name}_over_s2sdiff"] = measure.ratio(spent, name, "s2sdiff")
    return row


def sweep(n: int) -> Program:
    rng = np.random.default_rng(3)
    return Program(f"sweep {n}", gauss_seidel, (rng.normal(size=(n, n)), rng.normal(size=(n, n)), 1), (0, 1))


def one_scaling(who: str, n: int) -> dict[str, float]:
    """Gradient over primal for one element-by-element sweep; run in a process of its own."""
    program = sweep(n)
    args = program.args
    if who == "jax":
        primal, gradient, args = jax_functions(program)
    elif who == "autograd":
        primal, gradient = program.primal, autograd_function(program)
    else:
        primal, gradient = program.primal, installed("s2sdiff").grad(program.primal, argnums=(0, 1))
    calls = {"primal": lambda: primal(*args), "gradient": lambda: gradient(*args)}
    spent = measure.interleaved(calls, repeats=3, seconds=0.05)
    return {
        "primal_seconds": min(spent["primal"]),
        "gradient_seconds": min(spent["gradient"]),
        "gradient_over_primal": measure.ratio(spent, "gradient", "primal"),
    }


def scaling() -> list[dict[str, Any]]:
    rows = []
    for who in filter(installed, ("s2sdiff", "jax", "autograd")):
        for n in SIZES:
            command = [sys.executable, __file__, "--one-scaling", who, str(n)]
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
                result = (
                    json.loads(done.stdout) if done.returncode == 0 else {"failed": f"exit {done.returncode}"}
                )
            except subprocess.TimeoutExpired:
                result = {"failed": f"no answer in {PATIENCE:.0f} s"}
            rows.append({"who": who, "n": n, **result})
            print(
                f"sweep, {who}, N = {n}: {result.get('gradient_over_primal', result.get('failed'))}",
                flush=True,
            )
            if "failed" in result:
                break
    return rows


def growth(row: dict[str, Any]) -> str:
    """One gradient of the sweep: its time, and how many of the tool's own primals that is."""
    if "failed" in row:
        return str(row["failed"])
    return f"{measure.duration(row['gradient_seconds'])} ({row['gradient_over_primal']:.3g} x)"


def markdown(data: dict[str, Any]) -> str:
    """The tables of a run: times per gradient, and how the cost of one sweep grows."""
    names = ("primal", "s2sdiff", "jax_primal", "jax", "autograd")
    head = ["program", "NumPy primal", "s2sdiff", "JAX primal (jit)", "JAX (jit)", "autograd"]
    body = [
        [row["program"], *(measure.duration(row.get(f"{name}_seconds")) for name in names)]
        for row in data["rows"]
    ]
    parts = ["Seconds per gradient (the primals for comparison).\n", measure.table(head, body)]
    firsts = [
        [
            row["program"],
            *(
                measure.duration(row.get(f"{name}_first_call_seconds"))
                for name in ("s2sdiff", "jax", "autograd")
            ),
        ]
        for row in data["rows"]
    ]
    parts += [
        "\nThe first call, which compiles.\n",
        measure.table(["program", "s2sdiff", "JAX", "autograd"], firsts),
    ]
    if data.get("scaling"):
        cells = {(row["who"], row["n"]): growth(row) for row in data["scaling"]}
        present = [who for who in ("s2sdiff", "jax", "autograd") if any(w == who for w, _ in cells)]
        rows = [[f"N = {n}", *(cells.get((who, n)) for who in present)] for n in SIZES]
        parts += [
            "\nOne Gauss-Seidel sweep element by element: the gradient, and how many primals it costs"
            " (JAX's own under jit, else NumPy's).\n",
            measure.table(["sweep", *present], rows),
        ]
    return "\n".join(parts)


def versions() -> dict[str, str]:
    modules = {name: installed(name) for name in ("s2sdiff", "jax", "autograd")}
    return {name: getattr(module, "__version__", "") for name, module in modules.items() if module}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    parser.add_argument("--no-scaling", action="store_true", help="skip the sweep (minutes)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="programs by the name of their function")
    parser.add_argument("--table", action="store_true", help="print the last run as Markdown")
    parser.add_argument("--one-scaling", nargs=2, metavar=("WHO", "N"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_scaling:
        who, n = options.one_scaling
        print(json.dumps(one_scaling(who, int(n))))
        return
    if options.table:
        print(markdown(json.loads((measure.RESULTS / "peers.json").read_text(encoding="utf-8"))))
        return
    rows = []
    for program in programs():
        if not options.only or program.primal.__name__ in options.only:
            rows.append(compare(program, 5 if options.quick else 15))
            print(f"done: {program.name}", flush=True)
    data = {"versions": versions(), "rows": rows, "scaling": [] if options.no_scaling else scaling()}
    print("\n" + markdown(data))
    print(f"\nwritten: {measure.write_json('peers', data)}")


if __name__ == "__main__":
    main()
