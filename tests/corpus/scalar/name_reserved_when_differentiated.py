"""Names that clash with a suffix only at second order."""


def f(x, x_dot_dot, x_bar_bar, x_bar_dot):
    x_bar = x * x_dot_dot
    x_dot = x_bar * x_bar_bar
    return x_dot * x_bar * x_bar_dot


wrt = ("x", "x_dot_dot", "x_bar_bar", "x_bar_dot")
points = [(0.7, 1.3, 0.4, 0.9)]
