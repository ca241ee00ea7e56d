"""A table of coefficients in a global dict, with an f-string as the key."""

COEFFICIENTS = {"water_a": 2.0, "water_b": 0.5, "oil_a": 1.0, "oil_b": 0.9}


def f(x, fluid="water"):
    a, b = COEFFICIENTS[f"{fluid}_a"], COEFFICIENTS[fluid + "_b"]
    return a * x**b


wrt = ("x",)
points = [(0.7,), (0.7, "oil")]
