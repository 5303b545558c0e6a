"""Tests of the alternatives study."""
