"""The child process that solves, the link to it and the messages that pass between the two.

`python -m tui.worker.process` is the child; the rest runs on either side of the pipe.
"""
