"""An int in what is differentiated counts as a real, and nothing is repeated a real number of times."""


def f(p):
    total = 0.0
    for i in range(p["count"]):
        total += p["weights"][i] ** 2
    return total


wrt = ("p",)
points = [({"count": 2, "weights": [1.5, -0.5, 3.0]},)]
refused = "SD401"
