"""Savings month by month, with a deposit that stops, a fee and a rounding of the display only."""


def f(deposit, rate, months, stop_after=None):
    balance = 0.0
    for month in range(1, months + 1):
        if stop_after is None or month <= stop_after:
            balance += deposit
        interest = balance * rate / 12
        balance += interest - (0.5 if balance > 150.0 else 0)
        shown = f"{month:3d} {round(balance, 2):10.2f}"
        assert shown
    return balance


wrt = ("deposit", "rate")
points = [(100.0, 0.04, 0), (100.0, 0.04, 1), (100.0, 0.04, 3), (100.0, 0.04, 6, 2)]
