"""How sweeps make a Jacobian: one for each real of `own`, an argument or a result, gives something like `other`.

These functions are read from their source and become part of generated source; `sweep` is the statements
of a derivative along one direction, or of one cotangent.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def to_reals(sweep: Any, own: Any) -> Any:
    """One real from each sweep."""
    n = np.size(own)
    directions = np.eye(n)
    found = np.zeros(n)
    for k in range(n):
        found[k] = sweep(directions[k])
    return found


def to_rows(sweep: Any, own: Any, other: Any) -> Any:
    """A row from each sweep."""
    n = np.size(own)
    directions = np.eye(n)
    found = np.zeros((n, np.size(other)))
    for k in range(n):
        found[k] = sweep(directions[k])
    return found


def to_columns(sweep: Any, own: Any, other: Any) -> Any:
    """A column from each sweep."""
    n = np.size(own)
    directions = np.eye(n)
    found = np.zeros((np.size(other), n))
    for k in range(n):
        found[:, k] = sweep(directions[k])
    return found


def like(found: Any, own: Any) -> Any:
    """A vector in the shape of an array."""
    return np.reshape(found, np.shape(own))


def shaped(matrix: Any, outer: Any, inner: Any) -> Any:
    """A matrix with the axes of two arrays."""
    return np.reshape(matrix, np.shape(outer) + np.shape(inner))


def of_list(sweep: Any, own: Any) -> Any:
    """What each sweep gives, for each real of a list."""
    found = []
    for k in range(len(own)):
        direction = [0.0] * len(own)
        direction[k] = 1.0
        found.append(sweep(direction))
    return found


def transposed(rows: Any, other: Any) -> Any:
    """The columns of a list of lists, as lists."""
    return [[row[k] for row in rows] for k in range(len(other))]


def items(matrix: Any, own: Any) -> Any:
    """The rows of a matrix, in a list."""
    return [matrix[k] for k in range(len(matrix))]


def shaped_items(matrix: Any, own: Any) -> Any:
    """The rows of a matrix in a list, each in the shape of an array."""
    return [np.reshape(matrix[k], np.shape(own)) for k in range(len(matrix))]
