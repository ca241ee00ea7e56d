"""Kepler's equation by a while loop, then the place on the orbit as a tuple."""
import math


def f(mean, eccentricity):
    angle = mean if eccentricity < 0.8 else math.pi
    change = 1.0
    trips = 0
    while abs(change) > 1e-13 and trips < 50:
        change = (angle - eccentricity * math.sin(angle) - mean) / (1.0 - eccentricity * math.cos(angle))
        angle -= change
        trips += 1
    return math.cos(angle) - eccentricity, math.sqrt(1.0 - eccentricity**2) * math.sin(angle)


wrt = ("mean", "eccentricity")
points = [(0.7, 0.3), (2.1, 0.85)]
