"""Tests of the Pareto front."""
