"""The functions of SciPy that solve or integrate: how each is called, and what of its result is what."""

from __future__ import annotations

from dataclasses import dataclass

from s2sdiff.kinds import BOOL, INT, STR, Kind


@dataclass(frozen=True)
class Solver:
    """One of them.

    Attributes:
        how: "root" (one real), "roots" (an array), "either" (as its start is), "integral" or "flow".
        first: the arguments that are passed by position, after the function.
        points: those that the result varies with; for the others its derivative is zero.
        options: what else may be given, by keyword.
        functions: those of the options that are functions.
        fields: the attributes of the result; ``*`` stands where the solution is.
        fixed: the function gives back the solution at the solution, not zero.
        full: with ``full_output=True`` the result is a tuple: the solution, then these.
    """

    how: str
    first: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    fields: tuple[tuple[str, Kind | None], ...] = ()
    full: tuple[str, ...] = ()
    fixed: bool = False


STATE: tuple[tuple[str, Kind | None], ...] = (
    ("root", None),
    ("converged", BOOL),
    ("flag", STR),
    ("iterations", INT),
    ("function_calls", INT),
)
_BRACKETED = Solver(
    "root", ("a", "b"), options=("xtol", "rtol", "maxiter", "disp", "full_output"), full=("state",)
)

#: By package and name.
SOLVERS: dict[tuple[str, str], Solver] = {
    **{("scipy.optimize", n): _BRACKETED for n in ("brentq", "brenth", "bisect", "ridder")},
    ("scipy.optimize", "toms748"): Solver(
        "root", ("a", "b"), options=(*_BRACKETED.options, "k"), full=("state",)
    ),
    ("scipy.optimize", "newton"): Solver(
        "either",
        ("x0",),
        options=("fprime", "fprime2", "tol", "maxiter", "x1", "rtol", "disp", "full_output"),
        functions=("fprime", "fprime2"),
        full=("state",),
    ),
    ("scipy.optimize", "fixed_point"): Solver("either", ("x0",), options=("xtol", "maxiter", "method"), fixed=True),
    ("scipy.optimize", "root_scalar"): Solver(
        "root",
        options=(
            "method",
            "bracket",
            "x0",
            "x1",
            "fprime",
            "fprime2",
            "xtol",
            "rtol",
            "maxiter",
            "options",
        ),
        functions=("fprime", "fprime2"),
        fields=STATE,
    ),
    ("scipy.optimize", "fsolve"): Solver(
        "roots",
        ("x0",),
        options=("fprime", "col_deriv", "xtol", "maxfev", "band", "epsfcn", "factor", "diag", "full_output"),
        functions=("fprime",),
        full=("infodict", "ier", "mesg"),
    ),
    ("scipy.optimize", "root"): Solver(
        "roots",
        ("x0",),
        options=("method", "jac", "tol", "options"),
        functions=("jac",),
        fields=(("x", None), ("success", BOOL), ("status", INT), ("message", STR), ("nfev", INT)),
    ),
    ("scipy.integrate", "quad"): Solver(
        "integral", ("a", "b"), ("a", "b"), options=("epsabs", "epsrel", "limit"), full=("error",)
    ),
    ("scipy.integrate", "solve_ivp"): Solver(
        "flow",
        ("t_span", "y0"),
        ("t0", "t1", "y0", "t_eval"),
        options=(
            *("method", "t_eval", "events", "dense_output", "rtol", "atol", "first_step", "max_step", "jac", "lband", "uband"),
        ),
        functions=("jac", "events"),
        fields=(
            ("t", None),
            ("y", None),
            ("success", BOOL),
            ("status", INT),
            ("message", STR),
            ("nfev", INT),
            ("njev", INT),
            ("nlu", INT),
        ),
    ),
    ("scipy.integrate", "odeint"): Solver(
        "flow",
        ("y0", "t"),
        ("y0", "t"),
        options=(
            *("Dfun", "col_deriv", "ml", "mu", "rtol", "atol", "tcrit", "h0", "hmax", "hmin"),
            *("mxstep", "mxhnil", "mxordn", "mxords", "tfirst", "full_output"),
        ),
        functions=("Dfun",),
        full=("infodict",),
    ),
}
#: Functions that are known and have no rule, and why.
REFUSED = {
    ("scipy.optimize", n): "it solves by a way that is not followed"
    for n in ("broyden1", "broyden2", "anderson", "newton_krylov")
} | {
    ("scipy.optimize", n): "it minimises"
    for n in ("minimize", "minimize_scalar", "least_squares", "curve_fit", "fmin", "fminbound", "linprog", "leastsq", "nnls")
} | {
    ("scipy.integrate", n): "it integrates"
    for n in ("quad_vec", "ode")
}  # fmt: skip


def package_of(module: str) -> str:
    """The public package of a module of SciPy."""
    return ".".join(module.split(".")[:2])
