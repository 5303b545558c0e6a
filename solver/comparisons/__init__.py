"""What the best design is compared with.

Reference designs, the best by number of lots, and rule relevance.
"""
