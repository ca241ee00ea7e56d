"""`next` and functions of `itertools` as functions and generator functions, which are lowered like those of users."""

from __future__ import annotations

import itertools
from typing import Any

from s2sdiff.frontend.calls.calls import call_user
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import user_function
from s2sdiff.frontend.text.spent import spent_once
from s2sdiff.graph import External

# mypy: disable-error-code="no-untyped-def"


def repeat(value, times=None):
    if times is None:
        while True:
            yield value
    else:
        for _ in range(times):
            yield value


def cycle(iterable):
    items = list(iterable)
    while len(items) > 0:
        yield from items


def compress(data, selectors):
    for item, chosen in zip(data, selectors, strict=False):
        if chosen:
            yield item


def dropwhile(predicate, iterable):
    dropping = True
    for item in iterable:
        if dropping and predicate(item):
            continue
        dropping = False
        yield item


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            break
        yield item


def filterfalse(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            yield item


def first(iterable, stop):
    k = 0
    if stop > 0:
        for item in iterable:
            yield item
            k += 1
            if k >= stop:
                break


def islice(iterable, start, stop, step=1):
    k = 0
    begin = 0 if start is None else start
    by = 1 if step is None else step
    if stop is None or stop > 0:
        for item in iterable:
            if k >= begin and (k - begin) % by == 0:
                yield item
            k += 1
            if stop is not None and k >= stop:
                break


def head(iterable):
    for item in iterable:
        return item
    raise StopIteration


def head_or(iterable, default):
    for item in iterable:
        return item
    return default


def zip_longest(one, other, fillvalue=None):
    left, right = list(one), list(other)
    for k in range(max(len(left), len(right))):
        yield (left[k] if k < len(left) else fillvalue, right[k] if k < len(right) else fillvalue)


def produce(ctx: Lowerer, fn: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Call one of the functions above."""
    ctx.pinned, before = ctx.pinned or ctx.place(), ctx.pinned
    try:
        return call_user(ctx, user_function(ctx, fn, External("", fn.__name__, fn)), args, keywords)
    finally:
        ctx.pinned = before


def as_written(original: Any, fn: Any) -> None:
    """Register a function of `itertools` that takes the same arguments as its generator function."""

    @structural(original)
    def handler(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        return produce(ctx, fn, args, keywords)


for _original, _fn in {
    itertools.compress: compress, itertools.cycle: cycle, itertools.dropwhile: dropwhile,
    itertools.filterfalse: filterfalse, itertools.repeat: repeat, itertools.takewhile: takewhile,
}.items():  # fmt: skip
    as_written(_original, _fn)


@structural(itertools.islice)
def islice_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return produce(ctx, first if len(args) == 2 else islice, args, keywords)


@structural(itertools.zip_longest)
def zip_longest_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return produce(ctx, zip_longest, args, keywords) if len(args) == 2 else refused(ctx, args, keywords)


@structural(next)
def next_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    """The first item of an iterator that nobody else goes on with."""
    if not spent_once(args[0]):
        raise ctx.refuse("SD209", "an iterator is gone on with here", "loop over it, or take its first item where it is made")
    return produce(ctx, head if len(args) == 1 else head_or, args, keywords)


@structural(itertools.groupby, itertools.tee)
def refused(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    raise ctx.refuse("SD209", "this iterator is not in the language", "write the loop out")
