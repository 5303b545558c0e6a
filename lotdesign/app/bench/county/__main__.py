"""Writes a county: python -m lotdesign.app.bench.county county-54-tight-priced FOLDER"""

import sys
from pathlib import Path

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import parse_plan

if len(sys.argv) != 3:
    sys.exit(__doc__)
try:
    plan = parse_plan(sys.argv[1])
except ValueError as error:
    sys.exit(str(error))
generate_county(plan).write(Path(sys.argv[2]))
