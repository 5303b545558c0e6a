"""From files to a scenario.

Read, validated, checked across tables and worked out, with all faults told at once.
"""
