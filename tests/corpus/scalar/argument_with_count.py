"""A structure that holds a count, which a conversion tells to be one."""


def f(p):
    total = 0.0
    for i in range(int(p["count"])):
        total += p["weights"][i] ** 2 * p["scale"]
    return total


wrt = ("p",)
points = [({"count": 2, "weights": [1.5, -0.5, 3.0], "scale": 0.7},)]
expected = [{"p": {"count": 0.0, "weights": [2.1, -0.7, 0.0], "scale": 2.5}}]
max_order = 1  # a difference quotient would move the count
