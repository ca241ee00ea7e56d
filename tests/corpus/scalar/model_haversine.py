"""The distance of two places on a sphere, in degrees, with unpacked pairs."""
import math

RADIUS = 6371.0


def f(here, there):
    (lat1, lon1), (lat2, lon2) = (tuple(math.radians(v) for v in place) for place in (here, there))
    s = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(math.sqrt(s))


wrt = ("here", "there")
points = [((48.1, 11.6), (52.5, 13.4))]
