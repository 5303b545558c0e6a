"""Verifies a result: works it out again from the scenario, plainly and exactly, and compares.

Nothing here has seen a solver or a report. What it cannot check is that nothing better exists:
that is the engines' proof.
"""
