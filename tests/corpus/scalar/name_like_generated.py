"""Variables that are called as generated ones might be."""


def f(x, x_bar, x_dot, n):
    x_stack = [x_bar]
    y_bar = x * x_bar
    for i in range(n):
        y = y_bar * x_dot
        y_bar = y * x + i
        x_stack.append(y_bar)
    da, dx, _, t, f_bar, out = 1.0, x, y_bar, x, x_dot, 2.0
    return x_stack[-1] * da + dx * _ + t * f_bar * out


wrt = ("x", "x_bar", "x_dot")
points = [(0.7, 1.3, 0.4, 0), (0.7, 1.3, 0.4, 1), (0.7, 1.3, 0.4, 3)]
