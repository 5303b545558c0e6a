"""Hostile command lines: settings, numbers and names that nobody should give."""

from collections.abc import Iterator

from tests.cli.run import ROOT
from tests.input.hostile_call import FOLDER, HostileCall

TINY = str(ROOT / "examples" / "tiny")
USAGE, REFUSED = (2,), (2, 3)

_NUMBERS = ("nan", "inf", "-1", "1e999", "", "0x10", "1_0", "\u0661", "9" * 400)
_SETTINGS = (
    "",
    "=",
    "a",
    "a=",
    "=1",
    "money",
    "money=1",
    "money.uplift=",
    "money.uplift=much",
    "money.uplift=nan",
    "money.uplift=" + "9" * 5_000,
    "money.uplift=1e999999999",
    "money.scale.99.saving=1",
    "money.scale.-1.saving=1",
    "money.\u202e=1",
    "__class__=1",
    "money.__dict__=1",
    "rules.0=1",
    "units.x.annual_budget=1",
    "providers..capacity=1",
    "term.initial=0",
    "term.initial=1e9",
    "term.initial=-1",
    "market.small_needed=99999999999999999999",
    "data.units=/etc/passwd",
    "data.units=../../../../etc/passwd",
    "schema=2",
    "." * 10_000 + "=1",
)


def list_lines() -> Iterator[HostileCall]:
    """Command lines that are refused before anything is read, or with what is read."""
    for flag in ("--time-limit", "--memory-limit", "--workers", "--seed", "--gap"):
        for number in _NUMBERS:
            arguments = ("solve", TINY, "--brief", flag, number)
            if (flag, number) in _RIGHT:
                continue
            yield HostileCall(f"{flag} {number[:20]!r}", arguments, USAGE, {})
    for setting in _SETTINGS:
        yield HostileCall(f"--set {setting[:30]!r}", ("check", TINY, "--set", setting), REFUSED, {})
    for off in ("", "x", "\u202e", "x" * 10_000, "a;b", "*"):
        yield HostileCall(f"--off {off[:20]!r}", ("check", TINY, "--off", off), REFUSED, {})
    for form in ("", "xml", "JSON ", "pdf"):
        yield HostileCall(f"--format {form!r}", ("check", TINY, "--format", form), USAGE, {})
    for path in ("", "\x00", "/dev/null", "/proc/self/mem", "https://example.org/x", "~"):
        yield HostileCall(f"check {path!r}", ("check", path), REFUSED, {})
    for vary in ("", "x", "money.uplift", "money.uplift=", "money.uplift=1,,2", "a=1..1000000000"):
        arguments = ("sweep", TINY, "--vary", vary)
        yield HostileCall(f"--vary {vary!r}", arguments, REFUSED, {})
    conditions = (
        "",
        "x",
        "lots",
        "lots>",
        "lots>much",
        "lots=>1",
        "admissible<1",
        "lots>=" + "9" * 999,
    )
    for condition in conditions:
        arguments = ("compare", f"{FOLDER}/none.json", "--require", condition)
        yield HostileCall(f"--require {condition[:20]!r}", arguments, REFUSED, {})


_RIGHT = frozenset({("--memory-limit", "")})
