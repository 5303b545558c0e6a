"""Adapters from the neutral model to CP-SAT and HiGHS: one solve signature, checked whole-number solutions."""
