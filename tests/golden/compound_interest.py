"""A loop whose rate is an argument keeps the balance of every year."""


def f(balance, rate, years):
    for _ in range(years):
        balance = balance * (1.0 + rate)
    return balance


BY = "balance", "rate"
AT = 100.0, 0.03, 10
