"""Hypothesis strategies that draw small, valid scenarios, and a writer for them."""

from tests.strategies.scenario import scenarios
from tests.strategies.to_toml import to_toml

__all__ = ["scenarios", "to_toml"]
