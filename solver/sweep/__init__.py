"""Many settings solved in parallel, so that nothing is lost when it is stopped.

`job` says what is solved and how it is told apart, `table` keeps the jobs in SQLite, `pool` is
where they are worked on: `local` processes, or a `cluster`. `run` brings them together.
"""
