"""Functions of the operator module, itertools and functools.reduce."""
import operator
from functools import reduce


def f(u):
    return reduce(operator.mul, u) + operator.add(u[0], u[1])


wrt = ("u",)
points = [([0.7, 1.3, -0.4],)]
