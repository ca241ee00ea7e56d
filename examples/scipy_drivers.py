"""scipy's solvers driven by derivatives of unmodified functions: minima, fits, roots, stiff equations."""

import math

import numpy as np


def rosenbrock(x):
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def residuals(p, t, y):
    """A damped oscillation with parameters p, against measurements y at times t."""
    amplitude, decay, frequency = p
    return amplitude * np.exp(-decay * t) * np.cos(frequency * t) - y


def peak(t, height, centre, width):
    return height * np.exp(-0.5 * ((t - centre) / width) ** 2)


def circle_and_curve(v):
    x, y = v
    return [x * x + y * y - 4.0, math.exp(x) + y - 1.0]


def van_der_pol(t, y, mu):
    return np.array([y[1], mu * (1.0 - y[0] ** 2) * y[1] - y[0]])


def minima():
    """The minimum of Rosenbrock's function in 10 variables, by three methods: gradient, Hessian, product."""
    from scipy.optimize import minimize

    from s2sdiff import grad, hessian, hvp

    start = np.full(10, -1.0)
    return {
        "BFGS, jac": minimize(rosenbrock, start, jac=grad(rosenbrock), method="BFGS"),
        "trust-exact, jac and hess": minimize(
            rosenbrock, start, jac=grad(rosenbrock), hess=hessian(rosenbrock), method="trust-exact"
        ),
        "Newton-CG, jac and hessp": minimize(
            rosenbrock, start, jac=grad(rosenbrock), hessp=hvp(rosenbrock), method="Newton-CG"
        ),
    }


def least_squares_fit():
    """The parameters of a damped oscillation, from its values."""
    from scipy.optimize import least_squares

    from s2sdiff import jacobian

    t = np.linspace(0.0, 4.0, 50)
    y = residuals((2.0, 0.5, 3.0), t, 0.0)
    return least_squares(residuals, (1.5, 0.3, 2.8), jac=jacobian(residuals), args=(t, y))


def curve():
    """The parameters of a peak, and how sure they are, from noisy values."""
    from scipy.optimize import curve_fit

    from s2sdiff import jacfwd

    slopes = jacfwd(peak, ("height", "centre", "width"))
    t = np.linspace(-3.0, 5.0, 80)
    y = peak(t, 3.0, 1.0, 0.8) + 0.01 * np.random.default_rng(0).normal(size=t.size)
    return curve_fit(peak, t, y, p0=(2.0, 0.5, 1.0), jac=lambda t, *p: np.column_stack(slopes(t, *p)))


def system():
    """Where a circle meets a curve."""
    from scipy.optimize import root

    from s2sdiff import jacfwd

    return root(circle_and_curve, [1.0, -1.7], jac=jacfwd(lambda v: np.array(circle_and_curve(v))))


def stiff():
    """Van der Pol's oscillator with a large parameter, by an implicit method."""
    from scipy.integrate import solve_ivp

    from s2sdiff import jacfwd

    return solve_ivp(
        van_der_pol,
        (0.0, 200.0),
        [2.0, 0.0],
        method="BDF",
        jac=jacfwd(van_der_pol, "y"),
        args=(100.0,),
        rtol=1e-6,
    )


if __name__ == "__main__":
    for how, found in minima().items():
        print(f"minimize, {how}: f = {found.fun:.1e} after {found.nit} steps, {found.nfev} values")
    fit = least_squares_fit()
    print(f"least_squares: {np.round(fit.x, 6)} after {fit.nfev} values and {fit.njev} Jacobians")
    parameters, covariance = curve()
    print(f"curve_fit: {np.round(parameters, 3)} +- {np.round(np.sqrt(np.diag(covariance)), 3)}")
    meeting = system()
    print(f"root: {meeting.x} after {meeting.nfev} values")
    path = stiff()
    print(f"solve_ivp: y(200) = {path.y[0, -1]:.6f} after {path.nfev} values and {path.njev} Jacobians")
