"""Batch runs (command `sweep`): many settings in parallel, nothing lost when stopped.

`jobs` says what is solved and what makes jobs the same, `job_table` keeps jobs and answers in
SQLite, `worker` solves one job, `worker_pools` are the processes of this machine or of a cluster,
`run` plans a batch and has it solved, `frame` is its result as a table.
"""
