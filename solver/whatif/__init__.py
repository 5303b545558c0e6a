"""What-if oracle: is any design admissible once rules or objectives change?

Infeasibility, rule costs and alternatives put the same question to many variants of one scenario
that differ in a few rules; what one answer teaches is kept for the next.
"""
