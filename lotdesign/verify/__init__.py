"""Verifies a result: computes it again from the scenario, exactly, and compares.

Nothing here imports the solver or a report. It cannot check that no better design exists: that is
the engines' proof.
"""
