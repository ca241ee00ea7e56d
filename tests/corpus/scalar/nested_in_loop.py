"""Functions made in a loop share the loop's variables; a default freezes one."""


def f(x):
    made = []
    for i in range(3):
        made.append(lambda v, i=i: v ** (i + 1))
    s = x
    for g in made:
        s = s + g(x)
    return s


wrt = ("x",)
points = [(0.7,)]
