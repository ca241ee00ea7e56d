"""A local variable that is called as the function itself, and one as a helper's parameter."""


def helper(f, y):
    return f * y + f


def f(x, y):
    f = x * y
    helper_y = helper(y, f)
    return helper_y * f


wrt = ("x", "y")
points = [(0.7, 1.3)]
