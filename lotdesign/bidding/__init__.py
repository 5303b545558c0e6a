"""Studies of bidders that need no solver.

How far each party can follow a lot, and which lots one party could win together.
"""
