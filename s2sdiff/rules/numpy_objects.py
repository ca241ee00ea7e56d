"""Polynomials that are objects in NumPy, as classes of coefficients, which are lowered like those of users.

`poly1d` drops leading zeros, and `Polynomial` trailing ones of what it computes. Here they are kept, so that the
derivative by a coefficient that happens to be zero is there; attributes that tell how many there are drop them.
"""

import numpy as np

from s2sdiff.rules.declare import outside, stands_in


def coefficients(p):
    """Those of a polynomial, or of what is to be one."""
    return p.kept if isinstance(p, np.poly1d) else np.atleast_1d(p)


@stands_in(np.poly1d)
class Poly1d:
    """`numpy.poly1d`."""

    def __init__(self, c_or_r, r=False, variable=None):
        c = coefficients(c_or_r)
        self.kept = np.poly(c) if r else c

    @property
    def coeffs(self):
        places = np.flatnonzero(self.kept)
        return self.kept[places[0] :] if len(places) > 0 else self.kept[-1:]

    @property
    def c(self):
        return self.coeffs

    @property
    def coef(self):
        return self.coeffs

    @property
    def coefficients(self):
        return self.coeffs

    @property
    def order(self):
        return len(self.coeffs) - 1

    @property
    def o(self):
        return len(self.coeffs) - 1

    @property
    def roots(self):
        return np.roots(self.kept)

    @property
    def r(self):
        return np.roots(self.kept)

    def __call__(self, val):
        if isinstance(val, np.poly1d):
            raise NotImplementedError("a polynomial of a polynomial")
        return np.polyval(self.kept, val)

    def deriv(self, m=1):
        c = self.kept
        for _ in range(m):
            c = np.polyder(c)
        return np.poly1d(c)

    def integ(self, m=1, k=0):
        if np.ndim(k) > 0 or k != 0:
            raise NotImplementedError("constants of integration")
        c = self.kept
        for _ in range(m):
            c = np.polyint(c)
        return np.poly1d(c)

    def __getitem__(self, power):
        n = len(self.kept)
        return self.kept[n - 1 - power] if 0 <= power < n else self.kept[0] * 0

    def __neg__(self):
        return np.poly1d(-self.kept)

    def __add__(self, other):
        return np.poly1d(np.polyadd(self.kept, coefficients(other)))

    def __radd__(self, other):
        return np.poly1d(np.polyadd(self.kept, number(other)))

    def __sub__(self, other):
        return np.poly1d(np.polysub(self.kept, coefficients(other)))

    def __rsub__(self, other):
        return np.poly1d(np.polysub(number(other), self.kept))

    def __mul__(self, other):
        if not isinstance(other, np.poly1d) and np.ndim(other) == 0:
            return np.poly1d(self.kept * other)
        return np.poly1d(np.polymul(self.kept, coefficients(other)))

    def __rmul__(self, other):
        return np.poly1d(number(other) * self.kept)

    def __truediv__(self, other):
        return np.poly1d(self.kept / number(other))

    def __pow__(self, power):
        result = np.ones(1)
        for _ in range(power):
            result = np.polymul(self.kept, result)
        return np.poly1d(result)


def number(value):
    """A number as a polynomial; an array on the left of an operator would take this one apart."""
    if np.ndim(value) > 0:
        raise NotImplementedError("an array and a polynomial")
    return np.atleast_1d(value)


@stands_in(np.polynomial.Polynomial)
class Polynomial:
    """`numpy.polynomial.Polynomial`, without a domain of its own."""

    def __init__(self, coef, domain=None, window=None, symbol="x"):
        if domain is not None or window is not None:
            raise NotImplementedError("a polynomial with a domain")
        self.coef = np.asarray(coef) * 1.0

    def __call__(self, arg):
        return np.polynomial.polynomial.polyval(arg, self.coef)

    def deriv(self, m=1):
        c = self.coef
        for _ in range(m):
            c = c[1:] * np.arange(1, len(c)) if len(c) > 1 else c[:1] * 0
        return np.polynomial.Polynomial(c)

    def integ(self, m=1):
        c = self.coef
        for _ in range(m):
            c = np.concatenate((np.zeros(1), c / np.arange(1, len(c) + 1)))
        return np.polynomial.Polynomial(c)

    def roots(self):
        return np.sort(np.roots(self.coef[::-1]))

    def __neg__(self):
        return np.polynomial.Polynomial(-self.coef)

    def __add__(self, other):
        return np.polynomial.Polynomial(np.polyadd(self.coef[::-1], ascending(other)[::-1])[::-1])

    def __radd__(self, other):
        return self + number(other)

    def __sub__(self, other):
        return np.polynomial.Polynomial(np.polysub(self.coef[::-1], ascending(other)[::-1])[::-1])

    def __rsub__(self, other):
        return number(other) + -self

    def __mul__(self, other):
        return np.polynomial.Polynomial(np.convolve(self.coef, ascending(other)))

    def __rmul__(self, other):
        return self * number(other)

    def __truediv__(self, other):
        return np.polynomial.Polynomial(self.coef / number(other))

    def __pow__(self, power):
        result = np.ones(1)
        for _ in range(power):
            result = np.convolve(result, self.coef)
        return np.polynomial.Polynomial(result)


def ascending(p):
    """The coefficients of a polynomial, or of what is to be one."""
    return p.coef if isinstance(p, np.polynomial.Polynomial) else np.atleast_1d(p)


outside(Poly1d, np.poly1d, "coeffs")
