"""Awards of drawn lots: the award subproblem, depth-first search, certificates, Benders cuts."""
