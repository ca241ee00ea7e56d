"""A dict read by literal keys."""


def f(p):
    return p["mass"] * p["speed"] ** 2 / 2


BY = "p"
AT = ({"mass": 2.0, "speed": 3.0},)
