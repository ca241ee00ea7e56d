"""comb, factorial, gcd, perm and isqrt of ints are constants."""
import math


def f(x, n):
    s = 0.0
    for k in range(n + 1):
        s += math.comb(n, k) * x**k / math.factorial(k)
    return s * math.gcd(12, n + 4) + math.isqrt(10) * math.perm(n)


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
