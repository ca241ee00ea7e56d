"""The `else` of a loop runs where the loop was not left."""


def f(x, n):
    for _ in range(n):
        x = x * x
        if x > 100.0:
            break
    else:
        x = 3.0 * x
    return x


BY = "x"
AT = 1.1, 3


# --- reverse by x

def f_grad(x, n):
    x_stack = []
    ended = False
    trips = 0
    for _ in range(n):
        x_stack.append(x)
        x *= x
        skip = x > 100.0 and True
        trips += 1
        ended = skip
        if skip:
            break
    x_bar = 1.0 if ended else 3.0
    for _ in range(trips):
        x = x_stack.pop()
        x_bar = 2.0 * x * x_bar
    return x_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    ended = False
    for _ in range(n):
        x_dot = 2.0 * x * x_dot
        x *= x
        skip = x > 100.0 and True
        ended = skip
        if skip:
            break
    if ended:
        return x, x_dot
    return 3.0 * x, 3.0 * x_dot
