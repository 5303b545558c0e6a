"""Tests of the break-even study."""
