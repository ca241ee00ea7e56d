"""A dict that is differentiated: its derivative is a dict with the same keys."""


def f(p):
    total = p["mass"] * p["speed"] ** 2 / 2.0
    if "height" in p:
        total += 9.81 * p["mass"] * p["height"]
    return total


wrt = ("p",)
points = [({"mass": 2.0, "speed": 1.3},), ({"height": 0.4, "mass": 2.0, "speed": 1.3},)]
