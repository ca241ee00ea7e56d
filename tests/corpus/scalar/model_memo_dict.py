"""A recursion with its results kept in a dict that is passed along."""


def value(x, n, memo):
    if n in memo:
        return memo[n]
    memo[n] = x * value(x, n - 1, memo) + value(x, n - 2, memo)
    return memo[n]


def f(x, n):
    return value(x, n, {0: 1.0, 1: x})


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 5)]
