"""The rules that a design must keep: one module for each kind, named by the kind.

To add a kind: a subclass of `Rule` here, with the declarations of lotdesign/scenario/rule.py that
differ from their defaults; its constraints in solver/constraints/<kind>.py; and its tests. The
registry finds it, and tests/rules/test_registry.py says what is missing.
"""
