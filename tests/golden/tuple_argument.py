"""The gradient by a tuple is a tuple."""


def f(p, q):
    return (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2


BY = "p", "q"
AT = (1.0, 2.0), (0.5, -1.0)


# --- reverse by p, q

def f_grad(p, q):
    t = p[0] - q[0]
    t2 = p[1] - q[1]
    return (2.0 * t, 2.0 * t2), (-2.0 * t, -2.0 * t2)


# --- forward by p, q

def f_jvp(p, q, p_dot, q_dot):
    t = p[0] - q[0]
    t2 = p[1] - q[1]
    t_dot = 2.0 * t * (p_dot[0] - q_dot[0]) + 2.0 * t2 * (p_dot[1] - q_dot[1])
    return t ** 2 + t2 ** 2, t_dot
