"""A dict whose values are of several kinds, an option among them: each key has a kind of its own."""
import math


def f(p, x):
    s = p["scale"] * x
    for w in p["weights"]:
        s = s * w + p["inner"]["shift"]
    if p["law"] == "sine":
        return math.sin(s)
    return s


wrt = ("p", "x")
points = [
    ({"scale": 0.5, "weights": [1.1, -0.3], "inner": {"shift": 0.2, "unused": 1.0}, "law": "sine"}, 0.7),
    ({"scale": 0.5, "weights": [1.1, -0.3, 2.0], "inner": {"shift": 0.2, "unused": 1.0}, "law": "linear"}, 0.7),
]
