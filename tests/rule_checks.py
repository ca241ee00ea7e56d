"""What the tests of rules share: random numbers, and the checks of a transpose and of a tangent."""

import inspect

import numpy as np

from s2sdiff.rules import (
    numpy_choices,
    numpy_constant,
    numpy_elementwise,
    numpy_fft,
    numpy_join,
    numpy_linalg,
    numpy_linear,
    numpy_numeric,
    numpy_reduce,
    numpy_shape,
    scipy_linalg,
    scipy_special,
    scipy_special_arrays,
    support,
)
from s2sdiff.rules.declare import rule_of

ARRAYS = [numpy_reduce, numpy_shape, numpy_join, numpy_numeric, numpy_linear, numpy_linalg, numpy_fft]
ARRAYS += [scipy_linalg, scipy_special_arrays, support]
OTHERS = [numpy_choices, numpy_constant, numpy_elementwise, scipy_special]  # where what they call has its rules

RNG = np.random.default_rng(7)
START = RNG.bit_generator.state


def real(*shape):
    return RNG.normal(size=shape)


def imaginary(*shape):
    return RNG.normal(size=shape) + 1j * RNG.normal(size=shape)


def apart(*shape):
    """Numbers no two of which are near each other."""
    return 0.2 * RNG.permutation(int(np.prod(shape))).reshape(shape) - 1.5 + 0.05 * RNG.random(shape)


def spd(*shape, of=real):
    a = of(*shape)
    return a @ np.conj(np.swapaxes(a, -1, -2)) + 3 * np.eye(shape[-1])


# ---------------------------------------------------------------- values that are arrays or hold arrays


def each(fn, *values):
    """`fn` of the numbers and arrays that lie at the same place of `values`."""
    if isinstance(values[0], list | tuple):
        return [each(fn, *items) for items in zip(*values, strict=True)]
    return fn(*values)


def leaves(value):
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


def pairing(x_bar, x_dot):
    return sum(np.sum(a * b).real for a, b in zip(leaves(x_bar), leaves(x_dot), strict=True))


def direction(x):
    """A random value of the structure, shapes and dtypes of `x`."""
    if np.asarray(x if not isinstance(x, list | tuple) else 0).dtype.kind in "iub" and not isinstance(
        x, list | tuple
    ):
        return 0
    if isinstance(x, list | tuple):
        return [direction(item) for item in x]
    of = imaginary if np.iscomplexobj(x) else real
    return of(*np.shape(x)).astype(np.asarray(x).dtype)[()]


def single(x):
    """`x` in single precision."""
    if isinstance(x, list | tuple):
        return type(x)(single(item) for item in x)
    narrow = {"float64": np.float32, "complex128": np.complex64}
    return x.astype(narrow.get(x.dtype.name, x.dtype)) if isinstance(x, np.ndarray | np.generic) else x


def same_form(x_bar, x):
    for got, want in zip(leaves(x_bar), leaves(x), strict=True):
        assert np.shape(got) == np.shape(want)
        assert np.asarray(got).dtype == np.asarray(want).dtype


# ---------------------------------------------------------------- what is checked


def forward(fn, name, args, kwargs, x_dot, k=None):
    """The tangent of fn(*args, **kwargs) for the tangent `x_dot` of the parameter `name`."""
    rule = rule_of(fn)
    if name in rule.tangents:
        body = rule.tangents[name]
        given = dict(zip(rule.params, args, strict=False)) | kwargs | {name + "_dot": x_dot}
        if "out" in inspect.signature(body).parameters:
            given["out"] = fn(*args, **kwargs)
        return body(**given)
    place = rule.params.index(name) + (k or 0)
    return fn(*args[:place], x_dot, *args[place + 1 :], **kwargs)


def check_transpose(fn, name, *args, k=None, narrow=True, **kwargs):
    rule = rule_of(fn)
    for convert in (lambda x: x, single)[: 1 + narrow]:
        given = [convert(a) for a in args]
        x = given[rule.params.index(name) + (k or 0)] if name in rule.params else kwargs[name]
        x_dot = direction(x)
        out = fn(*given, **kwargs)
        out_bar = direction(list(out) if isinstance(out, tuple) else out)
        before = [np.copy(leaf) for leaf in leaves(out_bar)]
        more = {} if k is None else {"k": k}
        x_bar = rule.transposes[name](out_bar, *given, **kwargs, **more)
        same_form(x_bar, x)
        for kept, now in zip(before, leaves(out_bar), strict=True):
            np.testing.assert_array_equal(kept, now)
        if convert is not single:
            out_dot = forward(fn, name, given, kwargs, x_dot, k)
            size = sum(np.sum(np.abs(a * b)) for a, b in zip(leaves(out_bar), leaves(out_dot), strict=True))
            assert abs(pairing(out_bar, out_dot) - pairing(x_bar, x_dot)) <= 1e-12 * (1 + size)


def check_tangent(fn, name, *args, narrow=True, vectors=(), **kwargs):
    """`vectors` tells which items of the result hold vectors of either sign, and the axis along them."""
    rule = rule_of(fn)
    place = rule.params.index(name)
    x, x_dot = args[place], direction(args[place])

    def moved(t):
        out = fn(*args[:place], each(lambda a, d: a + t * d, x, x_dot), *args[place + 1 :], **kwargs)
        out = list(out) if isinstance(out, tuple) else out
        for i, axis in vectors:
            overlap = np.sum(np.conj(fn(*args, **kwargs)[i]) * out[i], axis=axis, keepdims=True)
            out[i] = out[i] * np.where(overlap.real < 0, -1, 1)
        return out

    h = 3e-4
    quotient = each(
        lambda a, b, c, d: (8 * (b - c) - (a - d)) / (12 * h), *(moved(t * h) for t in (2, 1, -1, -2))
    )
    out_dot = forward(fn, name, args, kwargs, x_dot)
    for got, want in zip(leaves(out_dot), leaves(quotient), strict=True):
        assert np.shape(got) == np.shape(want)
        np.testing.assert_allclose(got, want, rtol=1e-7, atol=1e-8)
    other = direction(x)
    both = forward(fn, name, args, kwargs, each(lambda a, b: 3 * a - b, x_dot, other))
    apart = forward(fn, name, args, kwargs, other)
    for t, a, b in zip(leaves(both), leaves(out_dot), leaves(apart), strict=True):
        np.testing.assert_allclose(t, 3 * a - b, rtol=1e-9, atol=1e-9)
    if narrow:
        args, x_dot = [single(a) for a in args], single(x_dot)
        for got, want in zip(
            leaves(forward(fn, name, args, kwargs, x_dot)), leaves(fn(*args, **kwargs)), strict=True
        ):
            want_dtype = np.asarray(want).dtype
            assert want_dtype.kind in "iub" or np.asarray(got).dtype == want_dtype


def named(case):
    return getattr(case, "__name__", None)
