"""A return in the middle of a loop."""


def f(x, n):
    y = x
    for _ in range(n):
        y = y * y + x
        if y > 10.0:
            return y / x
    return y


BY = "x"
AT = 1.3, 10


# --- reverse by x

def f_grad(x, n):
    y_stack = []
    returned = False
    y = x
    trips = 0
    for _ in range(n):
        y_stack.append(y)
        y = y * y + x
        returned = y > 10.0 and True
        trips += 1
        if returned:
            break
    if returned:
        returned2 = returned
    else:
        returned2 = True
    ret_bar = 1.0 if returned2 else 0.0
    if returned:
        y_bar = 0.0
    else:
        ret_bar, y_bar = 0.0, ret_bar
    x_bar = 0.0
    for _ in range(trips):
        y2 = y_stack.pop()
        if y > 10.0:
            t = ret_bar / x
            y_bar += t
            x_bar -= t * (y / x)
        x_bar += y_bar
        y_bar = 2.0 * y2 * y_bar
        ret_bar = 0.0
        y = y2
    return x_bar + y_bar


# --- forward by x

def f_jvp(x, n, x_dot):
    returned = False
    y = x
    y_dot = x_dot
    for _ in range(n):
        y_dot = 2.0 * y * y_dot + x_dot
        y = y * y + x
        if y > 10.0:
            ret = y / x
            ret_dot = (y_dot - ret * x_dot) / x
            returned = True
        else:
            returned = False
        if returned:
            break
    if not returned:
        returned = True
        ret = y
        ret_dot = y_dot
    if returned:
        return ret, ret_dot
    return None, 0.0
