"""The money of lots and designs, computed exactly, in plain Python, for rules and the verifier.

The solver's fast integers are in solver/candidates.
"""
