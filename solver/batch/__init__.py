"""Batch runs (command `sweep`): many jobs in parallel, nothing lost when stopped.

`jobs` says what a job is and what makes two the same, `sweep_jobs` are those of a sweep.
`job_table` keeps jobs and answers in SQLite, `worker` does one job, `local_pool` are the processes
of this machine, `worker_pools` also those of a cluster, on which `cluster_worker` runs. `run` has
jobs done and plans a sweep, `frame` is its result as a table.
"""
