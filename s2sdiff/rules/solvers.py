"""How solutions move: what the implicit function theorem and Leibniz say.

These functions are read from their source and become part of generated source. What they are given as
functions are statements of the program: `slope` is the derivative of the function that is solved along a
direction of the unknown, `moved` its derivative along that of everything else, `along` that of the whole
solution by one direction of one argument. (Griewank and Walther, Evaluating Derivatives, 2nd ed., section
15.4.)
"""

from __future__ import annotations

from typing import Any

import numpy as np


def root_tangent(slope: Any, moved: Any) -> Any:
    """The tangent of a root."""
    return -moved / slope(1.0)


def root_cotangent(slope: Any, bar: Any) -> Any:
    """The cotangent of the function at a root, given that of the root."""
    return -bar / slope(1.0)


def roots_tangent(slope: Any, moved: Any, y: Any) -> Any:
    """The tangent of a vector that solves a system: one linear solve with the Jacobian."""
    return -np.linalg.solve(slopes(slope, y).T, moved)


def roots_cotangent(slope: Any, bar: Any, y: Any) -> Any:
    """The cotangent of the system at its solution: one linear solve with the Jacobian, transposed."""
    return np.linalg.solve(slopes(slope, y), -bar)


def slopes(slope: Any, y: Any) -> Any:
    """The Jacobian, transposed: a row for each component of the unknown."""
    directions = np.eye(len(y))
    jacobian = np.zeros((len(y), len(y)))
    for k in range(len(y)):
        jacobian[k] = slope(directions[k])
    return jacobian


def array_tangent(slope: Any, moved: Any, y: Any) -> Any:
    """The tangent of an array of any shape that solves a system."""
    return -np.reshape(np.linalg.solve(array_slopes(slope, y).T, np.ravel(moved)), np.shape(y))


def array_cotangent(slope: Any, bar: Any, y: Any) -> Any:
    """The cotangent of a system of any shape."""
    return np.reshape(np.linalg.solve(array_slopes(slope, y), -np.ravel(bar)), np.shape(y))


def array_slopes(slope: Any, y: Any) -> Any:
    """The Jacobian, transposed, of a function of an array of any shape."""
    n = np.size(y)
    directions = np.eye(n)
    jacobian = np.zeros((n, n))
    for k in range(n):
        jacobian[k] = np.ravel(slope(np.reshape(directions[k], np.shape(y))))
    return jacobian


def end_moved(integrand: Any, end: Any, seed: Any) -> Any:
    """What an integral gains when its upper end moves."""
    return integrand(end) * seed


def integral_moved(solve: Any, partial: Any, a: Any, b: Any, options: Any) -> Any:
    """The integral of a derivative of the integrand."""
    return solve(partial, a, b, **options)[0]


def scaled(bar: Any, along: Any) -> Any:
    """The cotangent of a number, given how an integral moves with it."""
    return bar * along(1.0)


def swept(bar: Any, along: Any, a: Any) -> Any:
    """The cotangent of a vector, one component after the other."""
    directions = np.eye(len(a))
    found = np.zeros(len(a))
    for k in range(len(a)):
        found[k] = np.sum(bar * along(directions[k]))
    return found


def swept_list(bar: Any, along: Any, a: Any) -> Any:
    """The cotangent of a list of numbers."""
    directions = np.eye(len(a))
    found = np.zeros(len(a))
    for k in range(len(a)):
        found[k] = np.sum(bar * along(list(directions[k])))
    return found


def swept_array(bar: Any, along: Any, a: Any) -> Any:
    """The cotangent of an array of any shape."""
    n = np.size(a)
    directions = np.eye(n)
    found = np.zeros(n)
    for k in range(n):
        found[k] = np.sum(bar * along(np.reshape(directions[k], np.shape(a))))
    return np.reshape(found, np.shape(a))
