"""The money of lots and designs, worked out plainly in exact fractions for the verifier.

The solver's fast integers are in solver/candidates.
"""
