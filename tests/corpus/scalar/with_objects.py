"""Objects and generators whose contexts are entered and left, be it by a jump."""

from contextlib import contextmanager


class Scope:
    def __init__(self, value):
        self.value = value
        self.entered = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, error, trace):
        self.value = self.value * 0.5
        return False


@contextmanager
def doubled(scope):
    scope.value = scope.value * 2.0
    yield scope.value
    scope.value = scope.value - 1.0


def inside(scope, x):
    with scope as own:
        return own.value * x


def f(x, y):
    scope = Scope(x)
    total = 0.0
    for k in range(3):
        with scope as own:
            if own.value * y > 1.0:
                continue
            total += own.value * (k + 1)
    with doubled(scope) as twice, Scope(y) as other:
        total += twice * other.value
    return total + scope.value * scope.entered + inside(other, x) * other.value


wrt = ("x", "y")
points = [(0.7, 1.3), (3.0, 0.9)]
