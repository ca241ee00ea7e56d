"""A correlation with regimes, a string option, optional arguments and a guard, as engineers write it."""
import math


def friction(reynolds, roughness=0.0, method="explicit"):
    if reynolds < 2300.0:
        return 64.0 / reynolds
    if method == "smooth" or roughness == 0.0:
        return 0.3164 / reynolds**0.25
    elif method == "explicit":
        return 0.25 / math.log10(roughness / 3.7 + 5.74 / reynolds**0.9) ** 2
    raise ValueError(f"unknown method {method!r}; choose 'smooth' or 'explicit'")


def f(speed, diameter, length, density=998.0, viscosity=1e-3, roughness=None, method="explicit"):
    """Loss of pressure in a pipe."""
    reynolds = density * speed * diameter / viscosity
    k = friction(reynolds, roughness or 0.0, method)
    return k * length / diameter * density * speed**2 / 2


wrt = ("speed", "diameter", "length")
points = [
    (0.01, 0.05, 12.0),
    (1.3, 0.05, 12.0),
    dict(args=(1.3, 0.05, 12.0), kwargs={"roughness": 1e-3}),
    dict(args=(1.3, 0.05, 12.0), kwargs={"roughness": 1e-3, "method": "smooth"}),
]
failing = [(dict(args=(1.3, 0.05, 12.0), kwargs={"roughness": 1e-3, "method": "best"}), ValueError)]
