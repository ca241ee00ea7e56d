"""A failing lookup picks another formula: the body has done nothing yet when it fails."""

FACTORS = {"steel": 2.0, "glass": 1.5}


def f(x, material):
    try:
        k = FACTORS[material]
    except KeyError:
        k = 1.0
    return k * x * x


wrt = ("x",)
points = [(0.9, "steel"), (0.9, "cork")]
