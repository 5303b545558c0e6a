"""Seeded counties of any size: the same name gives the same scenario on every machine."""

from lotdesign.app.bench.county.generate import County as County
from lotdesign.app.bench.county.generate import generate_county as generate_county
from lotdesign.app.bench.county.plan import CountyPlan as CountyPlan
