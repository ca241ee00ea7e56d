"""A list whose arrays hold floats and ints: all of them become zeros of floats in the derivative."""
import numpy as np


def f(rate, count, value):
    rate, count, value, due = map(np.array, [rate, count, value, 0])
    growth = (1 + rate) ** count
    return float(value * growth * rate / (1 + rate * due) / (growth - 1))


wrt = ("rate", "count", "value")
points = [(0.1, 12.5, 200.0), (0.1, 12.5, 200)]
