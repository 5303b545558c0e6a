"""Exact optimisation of listed candidates, against enumeration."""
