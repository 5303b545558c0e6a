"""Tests of batch runs: many settings in parallel, stopped and killed."""
