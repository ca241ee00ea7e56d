"""A list that holds a number, a list and a dict: each item has a kind of its own."""


def f(parts):
    first, second, third = parts
    total = first * second[0] + first**2
    for v in second:
        total = total * v + third["k"]
    return total * len(parts)


wrt = ("parts",)
points = [([0.5, [1.1, -0.3], {"k": 0.7}],)]
