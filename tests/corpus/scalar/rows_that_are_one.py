"""Two rows of an argument are one list, and one is written: at the call they share memory."""


def f(m):
    m[0][0] = m[1][1] * 3.0
    return m[0][0] * m[1][0]


row = [1.0, 2.0]
wrt = ("m",)
points = [([row, row],)]
refused = "two rows of the argument are one list and one of them is written to"
