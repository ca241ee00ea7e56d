"""Interpolation of SciPy between the points of a grid, as a class that is lowered like those of users."""

import numpy as np
import scipy.interpolate

from s2sdiff.rules.declare import outside, stands_in


@stands_in(scipy.interpolate.RegularGridInterpolator)
class Grid:
    """`scipy.interpolate.RegularGridInterpolator` of numbers on up to three axes: by lines, or the nearest point."""

    def __init__(self, points, values, method="linear", bounds_error=True, fill_value=np.nan):
        if method not in ("linear", "nearest") or len(points) > 3 or np.ndim(values) != len(points):
            raise NotImplementedError("this form of RegularGridInterpolator")
        self.points, self.values = points, np.asarray(values)
        self.nearest, self.raises, self.fill = method == "nearest", bounds_error, fill_value

    def __call__(self, xi):
        found = self.between(xi)
        if self.fill is None and not self.raises:
            return found
        for k in range(len(self.points)):
            at, p = along(xi, k), self.points[k]
            inside = (at >= p[0]) & (at <= p[-1])
            if self.raises and not np.all(inside):
                raise ValueError(f"One of the requested xi is out of bounds in dimension {k}")
            if not self.raises:
                found = np.where(inside, found, self.fill)
        return found

    def between(self, xi):
        """The values at places, those beyond the ends on the lines that reach there."""
        i, s = self.located(xi, 0)
        if len(self.points) == 1:
            return line(self.values, (i,), s)
        j, t = self.located(xi, 1)
        if len(self.points) == 2:
            return plane(self.values, (i, j), s, t)
        k, u = self.located(xi, 2)
        return plane(self.values, (i, j, k), s, t) * (1 - u) + plane(self.values, (i, j, k + 1), s, t) * u

    def located(self, xi, axis):
        """The point before each place along an axis, and how much of the way to the next one it is."""
        at, p = along(xi, axis), self.points[axis]
        place = np.clip(np.searchsorted(p, at, side="right") - 1, 0, len(p) - 2)
        share = (at - p[place]) / (p[place + 1] - p[place])
        return place, np.where(share <= 0.5, 0.0, 1.0) if self.nearest else share


def along(xi, axis):
    """Where places are along an axis: a tuple has an item for each of them, and an array has them last."""
    if isinstance(xi, tuple):
        return np.asarray(xi[axis])
    return np.asarray(xi)[None, axis] if np.ndim(xi) == 1 else np.asarray(xi)[..., axis]


def line(values, low, t):
    """What lies between neighbours along the first axis."""
    return values[low] * (1 - t) + values[(low[0] + 1, *low[1:])] * t


def plane(values, low, s, t):
    """What lies between neighbours along the first two axes."""
    after = (low[0], low[1] + 1, *low[2:])
    return line(values, low, s) * (1 - t) + line(values, after, s) * t


outside(Grid, scipy.interpolate.RegularGridInterpolator, "grid", "values", "method", "bounds_error", "fill_value")
