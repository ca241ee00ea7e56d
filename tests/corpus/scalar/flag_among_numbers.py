"""A dict of numbers with a flag among them, which has no derivative and stays as it is."""


def f(p, x):
    total = p["bias"] * (3 if p["square"] else 1)
    return total + (x * p["rate"]) ** (2 if p["square"] else 1) * p["square"]


wrt = ("p", "x")
points = [({"rate": 1.5, "square": True, "bias": 0.2}, 0.7), ({"rate": 1.5, "square": False, "bias": 0.2}, 0.7)]
max_order = 1  # a Hessian keeps the flag in the place of numbers
