"""Second derivatives by s2sdiff and by JAX under jit, in one run, as ratios to each one's gradient.

    python tests/benchmarks/run_orders.py [--quick] [--table]

It needs jax beside s2sdiff, and writes results/orders.json; ``--table`` prints the last run as Markdown.
The Hessian of Rosenbrock's function in 100 variables (a list of floats, and an array), the Hessian of a
logistic regression with 50 parameters, and the product of a two-layer network's Hessian with a direction.
JAX's functions are compiled by jit and waited for; both use one thread.
"""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # before NumPy: one thread, or the ratios are those of the machine
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import measure  # noqa: E402
import numpy as np  # noqa: E402

BAR = 4.0  # gradients that a product of the Hessian with a direction may cost


def rosenbrock_list(x):
    return sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))  # noqa: B905, RUF007


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def logistic(w, x, y):
    z = x @ w
    return np.mean(np.logaddexp(0.0, z) - y * z) + 0.05 * (w @ w)


def network(params, x, y):
    w1, b1, w2, b2 = params
    h = np.tanh(x @ w1 + b1)
    return np.mean((h @ w2 + b2 - y) ** 2)


def programs() -> list[dict[str, Any]]:
    rng = np.random.default_rng(0)
    point = rng.normal(size=100)
    shapes = (64, 32), (32,), (32, 10), (10,)
    params, direction = (tuple(0.3 * rng.normal(size=s) for s in shapes) for _ in range(2))
    batch = rng.normal(size=(256, 64)), rng.normal(size=(256, 10))
    w, x, y = rng.normal(size=50), rng.normal(size=(500, 50)), (rng.random(500) < 0.5) * 1.0
    v = rng.normal(size=100)
    return [
        program("Rosenbrock, list of 100", rosenbrock_list, (point.tolist(),), v.tolist(), jax=rosenbrock),
        program("Rosenbrock, array of 100", rosenbrock, (point,), v),
        program("logistic regression, 50", logistic, (w, x, y), v[:50]),
        program("network 64-32-10, batch 256", network, (params, *batch), direction, whole=False),
    ]


def program(
    name: str, f: Any, args: tuple[Any, ...], v: Any, whole: bool = True, jax: Any = None
) -> dict[str, Any]:
    """A function, its arguments, a direction, whether its whole Hessian is wanted, and what JAX is given."""
    return {"name": name, "f": f, "args": args, "v": v, "whole": whole, "jax": jax or f}


def by_s2sdiff(p: dict[str, Any]) -> dict[str, Any]:
    from s2sdiff import grad, hessian, hvp

    first, second, product = grad(p["f"]), hessian(p["f"]), hvp(p["f"])
    x, *rest = p["args"]
    calls = {"gradient": lambda: first(x, *rest), "hvp": lambda: product(x, p["v"], *rest)}
    if p["whole"]:
        calls["hessian"] = lambda: second(x, *rest)
    return calls


def by_jax(p: dict[str, Any]) -> dict[str, Any]:
    import jax

    jax.config.update("jax_enable_x64", True)
    f = on_jax(p["jax"])
    first = jax.jit(jax.grad(f))
    second = jax.jit(jax.hessian(f))
    product = jax.jit(lambda x, v, *rest: jax.jvp(lambda x: jax.grad(f)(x, *rest), (x,), (v,))[1])
    arrays = jax.tree.map(jax.numpy.asarray, [np.asarray(a) if isinstance(a, list) else a for a in p["args"]])
    v = jax.tree.map(jax.numpy.asarray, np.asarray(p["v"]) if isinstance(p["v"], list) else p["v"])
    x, *rest = arrays
    calls = {
        "gradient": lambda: jax.block_until_ready(first(x, *rest)),
        "hvp": lambda: jax.block_until_ready(product(x, v, *rest)),
    }
    if p["whole"]:
        calls["hessian"] = lambda: jax.block_until_ready(second(x, *rest))
    return calls


def on_jax(f: Any) -> Any:
    """The same function, on jax.numpy."""
    import types

    import jax.numpy

    return types.FunctionType(f.__code__, {**f.__globals__, "np": jax.numpy}, f.__name__, f.__defaults__)


def compare(p: dict[str, Any], repeats: int) -> dict[str, Any]:
    contenders = {}
    for who, make in (("s2sdiff", by_s2sdiff), ("jax", by_jax)):
        contenders.update({f"{who} {what}": call for what, call in make(p).items()})
    row: dict[str, Any] = {"program": p["name"]}
    for what in ("gradient", "hvp", "hessian"):
        if f"jax {what}" in contenders:
            ours, theirs = (measure.flat(contenders[f"{who} {what}"]()) for who in ("s2sdiff", "jax"))
            scale = float(np.max(np.abs(theirs)))
            np.testing.assert_allclose(
                ours, theirs, rtol=1e-9, atol=1e-12 * scale, err_msg=f"{p['name']}, {what}"
            )
    spent = measure.interleaved(contenders, repeats=repeats, seconds=0.1)
    for name, times in spent.items():
        who, what = name.split()
        row[f"{who}_{what}_seconds"] = min(times)
        if what != "gradient":
            row[f"{who}_{what}_over_gradient"] = measure.ratio(spent, name, f"{who} gradient")
    return row


def markdown(data: dict[str, Any]) -> str:
    """The table of a run."""
    head = ["", "s2sdiff gradient", "hvp", "Hessian", "JAX (jit) gradient", "hvp", "Hessian"]
    body = [
        [
            row["program"],
            *(
                cell
                for who in ("s2sdiff", "jax")
                for cell in (
                    measure.duration(row[f"{who}_gradient_seconds"]),
                    row[f"{who}_hvp_over_gradient"],
                    row.get(f"{who}_hessian_over_gradient"),
                )
            ),
        ]
        for row in data["rows"]
    ]
    return measure.table(head, body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer turns")
    parser.add_argument("--table", action="store_true", help="print the last run as Markdown")
    options = parser.parse_args()
    if options.table:
        print(markdown(json.loads((measure.RESULTS / "orders.json").read_text(encoding="utf-8"))))
        return
    import jax

    measure.clock = __import__("time").perf_counter  # JAX works in threads of its own
    rows = [compare(p, 5 if options.quick else 15) for p in programs()]
    data = {"bar": BAR, "jax": jax.__version__, "rows": rows}
    print(markdown(data))
    print(f"\nwritten: {measure.write_json('orders', data)}")


if __name__ == "__main__":
    main()
