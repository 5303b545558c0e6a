"""What a design must respect.

One module a kind of rule, named by the kind. What every rule declares is in
lotdesign/scenario/rule.py; its constraints are in solver/constraints/<kind>.py.
"""
