"""A fixed-point iteration for an implicit friction law, with a start from an explicit one."""
import math


def f(reynolds, roughness):
    y = -2.0 * math.log10(roughness / 3.7 + 7.0 / reynolds**0.9)
    for _ in range(30):
        new = -2.0 * math.log10(roughness / 3.7 + 2.51 * y / reynolds)
        if abs(new - y) < 1e-14:
            break
        y = new
    return 1.0 / (y * y)


wrt = ("reynolds", "roughness")
points = [(5e4, 1e-3), (2e6, 1e-5)]
max_order = 1
