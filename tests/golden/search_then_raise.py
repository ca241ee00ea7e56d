"""A search that gives up with an exception: nothing stands after it."""


def f(x, limit):
    step = 1.0
    while step < limit:
        if step * step > x:
            return x / step
        step = step + 0.5
    raise ValueError("no step is long enough")


BY = "x"
AT = 3.0, 10.0


# --- reverse by x

def f_grad(x, limit):
    step_stack = []
    returned = False
    step = 1.0
    while step < limit:
        step_stack.append(step)
        if step * step > x:
            returned = True
        else:
            step += 0.5
            returned = False
        if returned:
            break
    if not returned:
        raise ValueError('no step is long enough')
    ret_bar = 1.0
    x_bar = 0.0
    while step_stack:
        step = step_stack.pop()
        if step * step > x:
            x_bar += ret_bar / step
        ret_bar = 0.0
    return x_bar


# --- forward by x

def f_jvp(x, limit, x_dot):
    returned = False
    step = 1.0
    while step < limit:
        if step * step > x:
            ret_dot = x_dot / step
            ret = x / step
            returned = True
        else:
            step += 0.5
            returned = False
        if returned:
            break
    if not returned:
        raise ValueError('no step is long enough')
    return ret, ret_dot
