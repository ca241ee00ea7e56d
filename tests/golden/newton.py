"""A while loop: the reverse loop runs for as long as there are values on the stack."""


def f(a):
    x = a
    while abs(x * x - a) > 1e-12:
        x = 0.5 * (x + a / x)
    return x


BY = "a"
AT = (7.0,)


# --- reverse by a

def f_grad(a):
    x_stack = []
    x = a
    while abs(x * x - a) > 1e-12:
        x_stack.append(x)
        x = 0.5 * (x + a / x)
    x_bar = 1.0
    a_bar = 0.0
    while x_stack:
        x = x_stack.pop()
        t_bar = 0.5 * x_bar
        t = t_bar / x
        a_bar += t
        x_bar = t_bar - t * (a / x)
    return a_bar + x_bar


# --- forward by a

def f_jvp(a, a_dot):
    x = a
    x_dot = a_dot
    while abs(x * x - a) > 1e-12:
        t = a / x
        x_dot = 0.5 * (x_dot + (a_dot - t * x_dot) / x)
        x = 0.5 * (x + t)
    return x, x_dot
