"""Gradients, Jacobians and Hessians of twenty functions by JAX and by PyTorch, as data for the tests.

    python tests/benchmarks/run_side_by_side.py

Run it in an environment of its own, with jax, torch, numpy and scipy and without s2sdiff; it writes
results/side_by_side.json, to which tests/test_side_by_side.py compares s2sdiff. The text of
`side_programs.py` is read three times: with NumPy for the values, with jax.numpy, and with torch under
NumPy's names. All numbers are float64.
"""

from __future__ import annotations

import json
import platform
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jax
import numpy as np
import side_programs
import torch

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)

HERE = Path(__file__).parent
SOURCE = (HERE / "side_programs.py").read_text(encoding="utf-8")


def functions(numpy: Any, special: Any) -> dict[str, Any]:
    """The functions of the text, with other modules in the place of NumPy and SciPy."""
    text = SOURCE.replace("import numpy as np\n", "").replace("from scipy import special\n", "")
    text, _, _ = text.partition("def waves")
    space: dict[str, Any] = {"np": numpy, "special": special, "__name__": "side_programs"}
    exec(compile(text, "side_programs.py", "exec"), space)
    return space


class _Linalg:
    solve, inv, det = torch.linalg.solve, torch.linalg.inv, torch.linalg.det

    @staticmethod
    def slogdet(a: Any) -> Any:
        return tuple(torch.linalg.slogdet(a))


#: torch by the names of NumPy.
TORCH = SimpleNamespace(
    sum=torch.sum, exp=torch.exp, log=torch.log, sin=torch.sin, cos=torch.cos, tanh=torch.tanh, abs=torch.abs,
    mean=torch.mean, max=torch.max, eye=torch.eye, outer=torch.outer, diag=torch.diag, stack=torch.stack,
    arange=torch.arange, ravel=torch.ravel, logaddexp=torch.logaddexp, concatenate=torch.cat,
    array=torch.tensor, linalg=_Linalg, ndarray=torch.Tensor,
)  # fmt: skip


def by_jax(f: Any, at: np.ndarray) -> dict[str, Any]:
    x = jax.numpy.asarray(at)
    first = jax.jacrev(f)
    return {"first": np.asarray(first(x)).tolist(), "second": np.asarray(jax.jacfwd(first)(x)).tolist()}


def by_torch(f: Any, at: np.ndarray) -> dict[str, Any]:
    x = torch.tensor(at)

    def first(x: Any) -> Any:
        return torch.autograd.functional.jacobian(f, x, create_graph=True)

    return {"first": first(x).tolist(), "second": torch.autograd.functional.jacobian(first, x).tolist()}


def disagreement(a: Any, b: Any) -> float:
    a, b = np.asarray(a), np.asarray(b)
    scale = float(np.max(np.abs(b)))
    return float(np.max(np.abs(a - b))) / (scale or 1.0)


def main() -> None:
    in_jax = functions(jax.numpy, jax.scipy.special)
    in_torch = functions(TORCH, torch.special)
    rows = []
    for f, at in side_programs.PROGRAMS:
        name = f.__name__
        row = {
            "function": name,
            "at": at.tolist(),
            "value": np.asarray(f(at)).tolist(),
            "jax": by_jax(in_jax[name], at),
            "torch": by_torch(in_torch[name], at),
        }
        rows.append(row)
        gaps = [disagreement(row["jax"][k], row["torch"][k]) for k in ("first", "second")]
        print(f"{name}: JAX and PyTorch differ by {gaps[0]:.1e} and {gaps[1]:.1e}")
    versions = {
        "python": platform.python_version(), "numpy": np.__version__, "jax": jax.__version__, "torch": torch.__version__,
    }  # fmt: skip
    path = HERE / "results" / "side_by_side.json"
    path.write_text(json.dumps({"versions": versions, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    print(f"written: {path}")


if __name__ == "__main__":
    main()
