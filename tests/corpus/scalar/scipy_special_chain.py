"""Functions of scipy.special whose derivatives are other special functions."""
from scipy.special import gamma, i0, j0, psi


def f(x):
    return gamma(x) + psi(x) * j0(x) + i0(x)


wrt = ("x",)
points = [(0.7,), (2.3,)]
