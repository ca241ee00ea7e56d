"""A recursive function becomes one that runs forwards and one that runs backwards."""


def power(x, n):
    if n == 0:
        return 1.0
    return x * power(x, n - 1)


def f(x, n):
    return power(x, n) + x


BY = "x"
AT = 1.3, 4


# --- reverse by x

def power_fwd(x, n, power_stack):
    if n == 0:
        return 1.0
    t = power_fwd(x, n - 1, power_stack)
    power_stack.append(t)
    return x * t


def power_rev(x, n, power_bar, power_stack):
    if n == 0:
        return 0.0
    t = power_stack.pop()
    x_bar = power_rev(x, n - 1, x * power_bar, power_stack)
    return t * power_bar + x_bar


def f_grad(x, n):
    power_stack = []
    power_fwd(x, n, power_stack)
    x_bar = power_rev(x, n, 1.0, power_stack)
    return x_bar + 1.0


# --- forward by x

def power_jvp(x, n, x_dot):
    if n == 0:
        return 1.0, 0.0
    t, t_dot = power_jvp(x, n - 1, x_dot)
    return x * t, t * x_dot + x * t_dot


def f_jvp(x, n, x_dot):
    t, t_dot = power_jvp(x, n, x_dot)
    return t + x, t_dot + x_dot
