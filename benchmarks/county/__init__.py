"""Seeded counties of any size: the same name gives the same scenario on every machine."""

from benchmarks.county.county import County as County
from benchmarks.county.county import county as county
from benchmarks.county.plan import Plan as Plan
