"""The functions of NumPy that change an array in place, spelled out as writes to subscripts.

Where indices may repeat, the elements are written one by one, in the order in which NumPy does it.
"""

import numpy as np

from s2sdiff.rules.declare import spelled


@spelled(np.subtract.at)
def subtract_at(a, indices, b):
    np.add.at(a, indices, np.negative(b))


@spelled(np.multiply.at)
def multiply_at(a, indices, b):
    places = one_axis(a, indices)
    factors = np.broadcast_to(b, np.shape(places)).copy()
    for k in range(len(places)):
        a[places[k]] *= factors[k]


@spelled(np.divide.at)
def divide_at(a, indices, b):
    places = one_axis(a, indices)
    divisors = np.broadcast_to(b, np.shape(places)).copy()
    for k in range(len(places)):
        a[places[k]] /= divisors[k]


@spelled(np.maximum.at)
def maximum_at(a, indices, b):
    places = one_axis(a, indices)
    others = np.broadcast_to(b, np.shape(places)).copy()
    for k in range(len(places)):
        a[places[k]] = np.maximum(a[places[k]], others[k])


@spelled(np.minimum.at)
def minimum_at(a, indices, b):
    places = one_axis(a, indices)
    others = np.broadcast_to(b, np.shape(places)).copy()
    for k in range(len(places)):
        a[places[k]] = np.minimum(a[places[k]], others[k])


@spelled(np.power.at)
def power_at(a, indices, b):
    places = one_axis(a, indices)
    powers = np.broadcast_to(b, np.shape(places)).copy()
    for k in range(len(places)):
        a[places[k]] **= powers[k]


def one_axis(a, indices):
    """Indices into a vector, as an array of them."""
    places = np.asarray(indices)
    if np.ndim(a) != 1 or np.ndim(places) != 1:
        raise NotImplementedError("only elements of vectors are changed at indices")
    return places


@spelled(np.put)
def put(a, ind, v):
    places = np.ravel(ind)
    if np.ndim(a) > 2:
        raise NotImplementedError("places in an array of more than two dimensions")
    for k in range(len(places)):
        value = v if np.ndim(v) == 0 else v[k % len(v)]
        if np.ndim(a) == 1:
            a[places[k]] = value
        else:
            a[places[k] // np.shape(a)[1], places[k] % np.shape(a)[1]] = value


@spelled(np.putmask)
def putmask(a, mask, values):
    if np.ndim(values) == 0:
        a[mask] = values
    else:
        a[mask] = np.resize(values, np.shape(a))[mask]


@spelled(np.place)
def place(arr, mask, vals):
    chosen = np.asarray(mask, dtype=bool)
    arr[chosen] = np.resize(vals, np.count_nonzero(chosen))


@spelled(np.put_along_axis)
def put_along_axis(arr, indices, values, axis):
    if np.ndim(arr) == 1:
        for k in range(len(indices)):
            arr[indices[k]] = at_place(values, 0, k)
    elif np.ndim(arr) == 2 and axis % 2 == 1:
        for i in range(np.shape(indices)[0]):
            for k in range(np.shape(indices)[1]):
                arr[i, indices[i, k]] = at_place(values, i, k)
    elif np.ndim(arr) == 2:
        for k in range(np.shape(indices)[0]):
            for j in range(np.shape(indices)[1]):
                arr[indices[k, j], j] = at_place(values, k, j)
    else:
        raise NotImplementedError("np.put_along_axis of an array of more than two dimensions")


def at_place(values, i, k):
    """The element of `values` at [i, k] of the matrix that they are broadcast to."""
    if np.ndim(values) == 0:
        return values
    if np.ndim(values) == 1:
        return values[k % len(values)]
    return values[i % len(values), k % np.shape(values)[1]]
