"""Pre-flight: what arithmetic shows of a scenario before any solver runs.

Units that no lot can hold, parts of the map that cannot be cut into lots, numbers of lots that
values rule out, rules that no design can keep, too little capacity, routes that contradict; and
rules that never affect the answer.
"""
