"""What-if oracle: is any design admissible once rules or objectives change?

Infeasibility, rule costs and alternatives ask the same of many variants of one scenario that
differ in a few rules. What one answer shows is kept for the next.
"""
