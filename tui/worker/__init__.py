"""The child process that solves, the link to it, and the messages between the two.

`python -m tui.worker.process` is the child. `link` and `messages` are used on both sides.
"""
