"""The textbook model: units are assigned to lots, flow keeps lots connected, costs are linear.

A lot is named by its first unit, its root, which breaks the symmetry of the lots. Economies of
scale are not linear in a lot's units: the model gives every lot the largest saving there is, so
its bound holds although its design may not be the best.
"""
