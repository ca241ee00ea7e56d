"""Diagnostics: as text for people, one a line for editors, as JSON or SARIF for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import click

from s2sdiff.errors import InternalError, Place, S2SDiffError, UsageError
from s2sdiff_cli.terminal import wants_colour

FORMATS = ("text", "concise", "json", "sarif")

format_option = click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to print diagnostics.",
)


def exit_code(error: S2SDiffError) -> int:
    """1 for a program that cannot be differentiated, 2 for a wrong call, 3 for a fault of s2sdiff."""
    if isinstance(error, InternalError):
        return 3
    return 2 if isinstance(error, UsageError) else 1


class Reporter:
    """Collects what a command has to say, prints it, and knows the exit code.

    Text goes to stderr as it comes. A JSON or SARIF document is printed by `close`: on stdout, or on
    stderr where stdout carries the derivative.
    """

    def __init__(self, style: str = "text", *, stdout_taken: bool = False) -> None:
        self.code = 0
        self._style, self._stdout_taken = style, stdout_taken
        self._errors: list[S2SDiffError] = []

    def error(self, error: S2SDiffError, code: int | None = None) -> None:
        """A diagnostic; `code` is its exit code where that is not the error's own."""
        self.code = max(self.code, exit_code(error) if code is None else code)
        self._errors.append(error)
        if self._style == "text":
            print_error(error)
        elif self._style == "concise":
            click.echo(concise(error), err=True)

    def note(self, text: str, code: int = 0) -> None:
        """Something that is no diagnostic, such as what was written."""
        self.code = max(self.code, code)
        click.echo(text, err=True)

    def close(self) -> None:
        """Print the document, if one was asked for."""
        if self._style == "json":
            click.echo(as_json(self._errors), err=self._stdout_taken)
        elif self._style == "sarif":
            click.echo(as_sarif(self._errors), err=self._stdout_taken)


def print_error(error: S2SDiffError) -> None:
    """The error at length on stderr."""
    colour = wants_colour(sys.stderr)
    click.echo(_coloured(error.report) if colour else error.report, err=True, color=colour)


def _coloured(report: str) -> str:
    report = re.sub(r"\A(error\[\w+\])", lambda m: click.style(m[1], fg="red", bold=True), report)
    report = re.sub(r"(?m)^( +\| +)(\^+ here)$", lambda m: m[1] + click.style(m[2], fg="red"), report)
    report = re.sub(r"(?m)^( *\d* *(?:\||-->))(?= |$)", lambda m: click.style(m[1], fg="blue"), report)
    return re.sub(r"(?m)^   = (\w+:)", lambda m: "   = " + click.style(m[1], fg="cyan"), report)


def concise(error: S2SDiffError) -> str:
    """``model.py:14:5: SD204 message``."""
    where = f"{error.place}: " if error.place else ""
    return f"{where}{error.code} {error.message}"


def as_json(errors: Sequence[S2SDiffError]) -> str:
    """A list with an object for each error."""
    return json.dumps([_record(error) for error in errors], indent=2)


def _record(error: S2SDiffError) -> dict[str, Any]:
    place = error.place
    return {
        "code": error.code,
        "message": error.message,
        "help": error.hint or None,
        "filename": place.filename if place else None,
        "location": {"row": place.lineno, "column": place.offset} if place else None,
        "end_location": _end(place) if place else None,
    }


def _end(place: Place) -> dict[str, int] | None:
    if place.end_lineno is None or place.end_offset is None:
        return None
    return {"row": place.end_lineno, "column": place.end_offset}


def as_sarif(errors: Sequence[S2SDiffError]) -> str:
    """A SARIF 2.1.0 log, which code hosts and editors read."""
    from s2sdiff import __version__
    from s2sdiff.codes import CODES

    seen = sorted({error.code for error in errors})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].title},
            "help": {"text": CODES[code].explanation, "markdown": CODES[code].explanation},
        }
        if code in CODES
        else {"id": code}
        for code in seen
    ]
    driver = {"name": "s2sdiff", "version": __version__, "rules": rules}
    results = [_result(error, seen.index(error.code)) for error in errors]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(error: S2SDiffError, rule: int) -> dict[str, Any]:
    text = error.message + (f"; {error.hint}" if error.hint else "")
    result: dict[str, Any] = {"ruleId": error.code, "ruleIndex": rule, "level": "error"}
    result["message"] = {"text": text}
    if place := error.place:
        region = {"startLine": place.lineno, "startColumn": place.offset}
        if end := _end(place):
            region |= {"endLine": end["row"], "endColumn": end["column"]}
        location = {"artifactLocation": {"uri": quote(place.filename)}, "region": region}
        result["locations"] = [{"physicalLocation": location}]
    return result
