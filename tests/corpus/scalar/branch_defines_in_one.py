"""A variable that one branch only defines, used where that branch was taken."""


def f(x, flag):
    if flag:
        extra = x * x
    y = x
    if flag:
        y = y + extra
    return y


wrt = ("x",)
points = [(0.6, True), (0.6, False)]
