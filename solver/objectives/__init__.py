"""How each measure is made best, one module a measure.

A module defines `goal(facts, model, winners) -> Goal`; it may add variables to the model.
"""
