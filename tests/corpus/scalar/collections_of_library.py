"""Queues, counters and dicts with defaults, from the standard library."""

from collections import Counter, OrderedDict, defaultdict, deque


def f(x, y, n):
    window = deque([x, y], maxlen=3)
    total = 0.0
    for k in range(n):
        window.append(window[0] * y + window[-1])
        total += sum(window) / len(window)
        if k == 1:
            window.popleft()
    queue = deque()
    queue.append(x)
    queue.extend([y, x * y])
    queue.appendleft(total)
    queue.rotate(1)
    sums = defaultdict(float)
    for key, value in zip("aba", queue, strict=False):
        sums[key] += value * value
    ordered = OrderedDict(first=y)
    ordered["second"] = x
    for value in ordered.values():
        total += value * y
    counts = Counter("abca")
    counts["a"] += 1
    return total * counts["a"] + sums["b"] * counts["none"] + queue.popleft() * queue.pop() + len(sums)


wrt = ("x", "y")
points = [(0.7, 1.3, 0), (0.7, 1.3, 1), (0.2, -1.3, 3)]
