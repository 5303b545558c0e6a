"""Batch runs (command `sweep`): many settings in parallel, nothing lost when stopped.

`jobs` says what is solved and how it is told apart, `job_table` keeps jobs and answers in SQLite,
`local_pool` and `cluster_pool` are where they are worked on, `run` brings them together.
"""
