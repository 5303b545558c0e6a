"""Adapters from the neutral model to CP-SAT and HiGHS, with solutions checked in whole numbers."""
