"""An exception of one's own with keyword arguments, and a lookup that fails."""

TABLE = {"steel": 2.0}


class Unconverged(Exception):
    def __init__(self, message, iterations=0):
        super().__init__(message, iterations)


def f(x, material):
    k = TABLE[material]
    if x < 0.0:
        raise Unconverged("no solution", iterations=3)
    return k * x * x


wrt = ("x",)
points = [(0.7, "steel")]
failing = [((-0.7, "steel"), Unconverged), ((0.7, "cork"), KeyError)]
