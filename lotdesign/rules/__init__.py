"""The rules that a design must keep: one module for each kind, named by the kind.

To add a kind: a subclass of `Rule` here, with the declarations of lotdesign/scenario/rule.py that
differ from their defaults, and an example; its constraints in solver/constraints/<kind>.py; and
its tests. The registry finds it, tests/rules/test_registry.py says what is missing, and `make docs`
writes it into docs/rules.md.
"""
