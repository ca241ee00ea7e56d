"""Functions of scipy.special on floats."""
from scipy import special
from scipy.special import expit, gammaln


def f(x, y):
    return special.erf(x) + gammaln(y) * expit(x) + special.xlogy(x, y) + special.ndtr(x) * special.erfc(y)


wrt = ("x", "y")
points = [(0.7, 1.3), (2.2, 3.4)]
