"""A loop that is left: backwards as many rounds are run as there were."""


def f(x, n):
    total = 0.0
    term = 1.0
    for i in range(n):
        if abs(term) < 1e-3:
            break
        total += term
        term = term * x / (i + 1)
    return total


BY = "x"
AT = 0.5, 50


# --- reverse by x

def f_grad(x, n):
    term_stack = []
    t_stack = []
    term = 1.0
    trips = 0
    for i in range(n):
        term_stack.append(term)
        t = abs(term) < 0.001
        t_stack.append(t)
        if t:
            skip = True
        else:
            term = term * x / (i + 1)
            skip = False
        trips += 1
        if skip:
            break
    term_bar = 0.0
    x_bar = 0.0
    for i in range(trips - 1, -1, -1):
        t = t_stack.pop()
        term = term_stack.pop()
        if not t:
            t_bar = term_bar / (i + 1)
            x_bar += term * t_bar
            term_bar = x * t_bar + 1.0
    return x_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    term = 1.0
    total = 0.0
    term_dot = 0.0
    total_dot = 0.0
    for i in range(n):
        if abs(term) < 0.001:
            break
        total_dot += term_dot
        total += term
        t = i + 1
        term_dot = (x * term_dot + term * x_dot) / t
        term = term * x / t
    return total, total_dot
