"""Writes a county: python -m benchmarks.county county-54-tight-priced FOLDER"""

import sys
from pathlib import Path

from benchmarks.county.county import county
from benchmarks.county.plan import named

if len(sys.argv) != 3:
    sys.exit(__doc__)
try:
    plan = named(sys.argv[1])
except ValueError as error:
    sys.exit(str(error))
county(plan).write(Path(sys.argv[2]))
