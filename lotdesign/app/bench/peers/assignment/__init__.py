"""The textbook model: units are assigned to lots, flow keeps lots connected, costs are linear.

A lot is named by its first unit, its root, which spares the solver the order of lots. What a
larger lot saves is not linear in its units: the model takes every lot to save the most there
is, so its bound holds and its design is what it is.
"""
