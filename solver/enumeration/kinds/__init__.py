"""Rules whose rows need variables of their own, one module a kind.

A module defines `met(rule, measured) -> Flags`: whether each design keeps the rule.
"""
