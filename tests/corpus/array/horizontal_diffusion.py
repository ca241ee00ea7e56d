"""Fourth-order horizontal diffusion with a flux limiter: np.where on a product of differences."""

import numpy as np


def f(field, coeff):
    lap = 4.0 * field[1:-1, 1:-1] - (field[2:, 1:-1] + field[:-2, 1:-1] + field[1:-1, 2:] + field[1:-1, :-2])
    res = lap[1:, 1:-1] - lap[:-1, 1:-1]
    flx = np.where(res * (field[2:-1, 2:-2] - field[1:-2, 2:-2]) > 0, 0.0, res)
    res = lap[1:-1, 1:] - lap[1:-1, :-1]
    fly = np.where(res * (field[2:-2, 2:-1] - field[2:-2, 1:-2]) > 0, 0.0, res)
    out = np.zeros_like(field)
    out[2:-2, 2:-2] = field[2:-2, 2:-2] - coeff * (flx[1:, :] - flx[:-1, :] + fly[:, 1:] - fly[:, :-1])
    return np.sum(out**2)


rng = np.random.default_rng(11)
wrt = ("field", "coeff")
points = [(rng.normal(size=(7, 6)), 0.05), (rng.normal(size=(6, 6)), 0.1)]
