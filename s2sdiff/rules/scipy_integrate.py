"""Integrals of SciPy that are sums over samples, spelled out; what a body computes has the bits of what SciPy computes."""

import numpy as np
import scipy.integrate
import scipy.special

from s2sdiff.rules.declare import spelled


def last(a, axis):
    """An array with an axis in the last place."""
    return a if axis == -1 else np.moveaxis(a, axis, -1)


def ratio(a, b):
    """A quotient, zero where the divisor is."""
    return np.where(b != 0, a / np.where(b != 0, b, 1.0), 0.0)


@spelled(scipy.integrate.trapezoid)
def trapezoid(y, x=None, dx=1.0, axis=-1):
    f = np.asarray(y)
    if x is None:
        return np.trapezoid(f, dx=dx, axis=axis)
    return np.trapezoid(f, np.asarray(x), axis=axis)


# Simpson's rule


@spelled(scipy.integrate.simpson)
def simpson(y, x=None, *, dx=1.0, axis=-1):
    f = last(np.asarray(y), axis)
    h = None if x is None else np.diff(np.asarray(x) if np.ndim(x) == 1 else last(np.asarray(x), axis))
    n = np.shape(f)[-1]
    if n % 2 == 1:
        return parabolas(f, h, dx)
    if n == 2:
        return 0.5 * (dx if h is None else h[..., -1]) * (f[..., -1] + f[..., -2])
    if h is None:
        a = b = np.float64(dx)
        even = parabolas(f[..., :-1], None, dx)
    else:
        a, b = h[..., -2], h[..., -1]
        even = parabolas(f[..., :-1], h[..., :-1], dx)
    alpha = ratio(2 * b**2 + 3 * a * b, 6 * (b + a))
    beta = ratio(b**2 + 3.0 * a * b, 6 * a)
    eta = ratio(b**3, 6 * a * (a + b))
    return even + (alpha * f[..., -1] + beta * f[..., -2] - eta * f[..., -3])


def parabolas(f, h, dx):
    """The integral of the parabolas through an odd number of samples, three by three."""
    f0, f1, f2 = f[..., :-2:2], f[..., 1:-1:2], f[..., 2::2]
    if h is None:
        return np.sum(f0 + 4.0 * f1 + f2, axis=-1) * (dx / 3.0)
    h0, h1 = h[..., :-1:2], h[..., 1::2]
    both = h0 + h1
    share = ratio(h0, h1)
    ends = f0 * (2.0 - ratio(1.0, share)) + f1 * (both * ratio(both, h0 * h1))
    return np.sum(both / 6.0 * (ends + f2 * (2.0 - share)), axis=-1)


# Integrals up to each sample


@spelled(scipy.integrate.cumulative_trapezoid)
def cumulative_trapezoid(y, x=None, dx=1.0, axis=-1, initial=None):
    f = last(np.asarray(y), axis)
    h = dx if x is None else np.diff(np.asarray(x) if np.ndim(x) == 1 else last(np.asarray(x), axis))
    total = np.cumsum(h * (f[..., 1:] + f[..., :-1]) / 2.0, axis=-1)
    return first_last(total if initial is None else started(total, 0.0), axis)


@spelled(scipy.integrate.cumulative_simpson)
def cumulative_simpson(y, *, x=None, dx=1.0, axis=-1, initial=None):
    if np.ndim(dx) > 0 or (initial is not None and np.ndim(initial) > 0):
        raise NotImplementedError("cumulative_simpson with an array as `dx` or `initial`")
    f = last(np.asarray(y), axis)
    if np.shape(f)[-1] < 3:
        raise NotImplementedError("cumulative_simpson of fewer than three samples")
    if x is None:
        h = np.full(np.shape(f)[-1] - 1, dx)
        parts, backwards = sixths(f, h), sixths(f[..., ::-1], h)[..., ::-1]
    else:
        h = np.diff(np.asarray(x) if np.ndim(x) == 1 else last(np.asarray(x), axis))
        parts, backwards = unequal(f, h), unequal(f[..., ::-1], h[..., ::-1])[..., ::-1]
    pieces = np.zeros_like(f[..., 1:] * h)
    pieces[..., :-1:2] = parts[..., ::2]
    pieces[..., 1::2] = backwards[..., ::2]
    pieces[..., -1] = backwards[..., -1]
    total = np.cumsum(pieces, axis=-1)
    return first_last(total if initial is None else started(total + initial, initial), axis)


def sixths(f, h):
    """The integral over the first of each two equal steps."""
    return h[..., :-1] / 3 * (5 * f[..., :-2] / 4 + 2 * f[..., 1:-1] - f[..., 2:] / 4)


def unequal(f, h):
    """The integral over the first of each two steps."""
    a, b = h[..., :-1], h[..., 1:]
    whole, other = a / (a + b), a / b
    mixed = whole * other
    return a / 6 * ((3 - whole) * f[..., :-2] + (3 + mixed + whole) * f[..., 1:-1] + -mixed * f[..., 2:])


def started(total, value):
    """Sums with what they start from before them."""
    return np.concatenate((np.full((*np.shape(total)[:-1], 1), value, dtype=total.dtype), total), axis=-1)


def first_last(a, axis):
    """An array with the last axis in its place."""
    return a if axis == -1 else np.moveaxis(a, -1, axis)


# Romberg's and Gauss's


@spelled(scipy.integrate.romb)
def romb(y, dx=1.0, axis=-1, show=False):
    f = last(np.asarray(y), axis)
    step = np.shape(f)[-1] - 1
    h = step * np.float64(dx)
    row = [(f[..., 0] + f[..., -1]) / 2.0 * h]
    while step > 1:
        half = step // 2
        new = [0.5 * (row[0] + h * np.sum(f[..., half::step], axis=-1))]
        for j in range(len(row)):
            new.append(new[j] + (new[j] - row[j]) / (4 ** (j + 1) - 1))
        row, step, h = new, half, h / 2.0
    return row[-1]


@spelled(scipy.integrate.fixed_quad)
def fixed_quad(func, a, b, args=(), n=5):
    x, w = scipy.special.roots_legendre(n)
    x = np.real(x)
    y = (b - a) * (x + 1) / 2.0 + a
    return (b - a) / 2.0 * np.sum(w * func(y, *args), axis=-1), None


# Integrals over areas and volumes, one inside the other


def end(value, *args):
    """An end of an integral, which may depend on where the outer integrals are."""
    return value(*args) if callable(value) else value


@spelled(scipy.integrate.dblquad)
def dblquad(func, a, b, gfun, hfun, args=(), epsabs=1.49e-8, epsrel=1.49e-8):
    def slice_at(x):
        def at(y):
            return func(y, x, *args)

        return scipy.integrate.quad(at, end(gfun, x), end(hfun, x), epsabs=epsabs, epsrel=epsrel)[0]

    return scipy.integrate.quad(slice_at, a, b, epsabs=epsabs, epsrel=epsrel)


@spelled(scipy.integrate.tplquad)
def tplquad(func, a, b, gfun, hfun, qfun, rfun, args=(), epsabs=1.49e-8, epsrel=1.49e-8):
    def slice_at(x):
        def line_at(y):
            def at(z):
                return func(z, y, x, *args)

            return scipy.integrate.quad(at, end(qfun, x, y), end(rfun, x, y), epsabs=epsabs, epsrel=epsrel)[0]

        return scipy.integrate.quad(line_at, end(gfun, x), end(hfun, x), epsabs=epsabs, epsrel=epsrel)[0]

    return scipy.integrate.quad(slice_at, a, b, epsabs=epsabs, epsrel=epsrel)


@spelled(scipy.integrate.nquad)
def nquad(func, ranges, args=None, opts=None, full_output=False):
    if opts is not None or full_output or len(ranges) not in (2, 3):
        raise NotImplementedError("this form of nquad")
    more = () if args is None else args
    x, y = numbers(ranges[0]), numbers(ranges[1])
    if len(ranges) == 3:
        low, high = end(numbers(ranges[2]), *more)
        return scipy.integrate.quad(lambda v: area(func, x, y, (v, *more)), low, high)
    low, high = end(y, *more)
    return scipy.integrate.quad(lambda v: line(func, x, (v, *more)), low, high)


def numbers(ends):
    """The ends of an integral as two numbers, unless a function gives them."""
    if callable(ends):
        return ends
    low, high = ends
    return low, high


def area(func, x, y, more):
    """The integral over the first two variables."""
    low, high = end(y, *more)
    return scipy.integrate.quad(lambda v: line(func, x, (v, *more)), low, high)[0]


def line(func, x, more):
    """The integral over the first variable."""
    low, high = end(x, *more)
    return scipy.integrate.quad(lambda v: func(v, *more), low, high)[0]
