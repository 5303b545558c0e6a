# Two commands do everything on a machine with only Python, make and the package registry:
#   make demo   sets up and designs both Central Bedfordshire scenarios
#   make test   sets up and runs every check

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
READY := $(VENV)/.ready
PYTHONS := 3.11 3.12 3.13
NEXT_PYTHON := 3.14

.PHONY: demo test test-long test-pythons $(PYTHONS:%=test-%) wheels test-desk test-sweep lint clean
.PHONY: docs pictures fuzz mutations bench

demo: $(READY)
	$(BIN)/lotdesign solve examples/central-bedfordshire
	$(BIN)/lotdesign solve examples/central-bedfordshire/locality-youth.toml

test: lint
	$(BIN)/python -m pytest -n 2

# Every part of the sets of which make test takes a few, for many hours; a run that was stopped goes
# on. The tables are put into docs/reliability.md. LONG="--set price --parts 4-24 --jobs 2" runs less.
LONG ?=
test-long: $(READY)
	$(BIN)/python -m tests.long --write $(LONG)

# Every check on one Python after the other, or on one: make test-3.12. Each has its own .venv-3.12;
# an interpreter that is not on the PATH is named: make test-3.12 PYTHON=/opt/python3.12/bin/python
test-pythons: $(PYTHONS:%=test-%)

$(PYTHONS:%=test-%): test-%:
	@$(call NAMED_PYTHON,$*) -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "$*")' 2>&- \
		|| { echo "make $@ needs Python $*, and $(call NAMED_PYTHON,$*) does not run or is another one."; \
		echo "Install it, or name it: make $@ PYTHON=/where/it/is/python$*"; exit 1; }
	$(MAKE) test PYTHON=$(call NAMED_PYTHON,$*) VENV=.venv-$*

# The tests with the oldest versions that pyproject.toml allows, and with the newest that there are.
.PHONY: test-oldest test-newest
test-oldest: RESOLUTION := lowest-direct
test-newest: RESOLUTION := highest
test-oldest test-newest: test-%:
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	mkdir -p build
	.venv-$*/bin/uv pip compile pyproject.toml --extra dev --extra report --extra office --quiet \
		--resolution $(RESOLUTION) --no-annotate --no-header --upgrade --output-file build/$*.txt
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --requirement build/$*.txt
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	LOTDESIGN_VERSIONS=$* .venv-$*/bin/python -m pytest -n 2

NAMED_PYTHON = $(if $(filter command,$(firstword $(origin PYTHON))),$(PYTHON),python$(1))

# Whether every pinned package, and whatever it needs, has a wheel for a Python that may not be here.
wheels: $(READY)
	mkdir -p build/wheels-$(NEXT_PYTHON)
	$(BIN)/python -m tests.pins $(NEXT_PYTHON) > build/wheels-$(NEXT_PYTHON)/pins.txt
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary=:all: \
		--python-version $(NEXT_PYTHON) --dest build/wheels-$(NEXT_PYTHON) \
		--requirement build/wheels-$(NEXT_PYTHON)/pins.txt
	@echo "Every pin has a wheel for Python $(NEXT_PYTHON)."

test-desk: $(READY)
	$(BIN)/python -m tests.tui.desk
	$(BIN)/python -m benchmarks.tui_kill 100
	$(BIN)/python -m benchmarks.tui_loss 100

# Kills a sweep of 100 settings ten times at random; then how much faster two processes are.
test-sweep: $(READY)
	$(BIN)/python -m benchmarks.sweep_kill 100 10
	$(BIN)/python -m benchmarks.sweep_pace 200

# requirements.txt anew: what constraints.txt pins for everything but the site of the docs, with the
# hashes of all files of each version, for every Python and machine that they run on.
TOOLS := build/tools
LICENCES := MIT;BSD;Apache;ISC;PSF;LGPL-2.1-only
.PHONY: requirements sbom
requirements:
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(TOOLS)/bin/uv pip compile pyproject.toml --extra dev --extra report --extra office \
		--constraint constraints.txt --universal --python-version $(firstword $(PYTHONS)) \
		--generate-hashes --no-annotate --no-header --quiet --output-file requirements.txt

# The software bill of materials of what users run (CycloneDX) and the licence of each package, into
# build/sbom; fails at the first licence that is not one of LICENCES. LGPL: docxtpl, used as it is.
sbom:
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0 pip-licenses==5.5.5
	$(PYTHON) -m venv --clear build/sbom/venv
	build/sbom/venv/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt '.[report,office,notices,cluster,maps]'
	$(TOOLS)/bin/cyclonedx-py environment build/sbom/venv/bin/python --pyproject pyproject.toml \
		--output-reproducible --output-file build/sbom/sbom.json
	$(TOOLS)/bin/pip-licenses --python build/sbom/venv/bin/python --format markdown --with-urls \
		--ignore-packages pip setuptools lotdesign --output-file build/sbom/licences.md \
		--partial-match --allow-only '$(LICENCES)'

# What leaves the program, opened by the programs that people open it with; says what is missing.
.PHONY: test-office
test-office: $(READY)
	$(BIN)/python -m tests.exporting.office
	$(BIN)/python -m tests.papers.office

# Random scenarios for so many minutes, from another seed each time: make fuzz MINUTES=30 SEED=5000
MINUTES ?= 10
SEED ?= 0
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) --seed $(SEED)

# Tries inputs that nobody should give, of six families, within ten seconds and a gigabyte each.
.PHONY: hostile
hostile: $(READY)
	$(BIN)/python -m tests.input

# Breaks the program in one place after another and says which breaks no test noticed; a run that was
# interrupted goes on. One part: make mutations PART=Frameworks, or "Rules about lots, limits"
PART ?=
mutations: $(READY)
	$(BIN)/python -m tests.mutations.run $(if $(PART),--only "$(PART)")

# Writes the reference pages of docs anew, from what the program declares; see
# tests/docs/reference/pages.py.
docs: $(READY)
	$(BIN)/python -m tests.docs.reference

# The pages as a site in build/site, and whether it is whole; sphinx and its theme are installed
# here, as nothing else needs them. A warning of sphinx is an error.
.PHONY: docs-site
docs-site: $(READY)
	@$(PIP) --constraint constraints.txt \
		--editable '.[docs]' || { echo "make docs-site needs sphinx, myst-parser and furo," \
		"and the package registry did not give them."; exit 1; }
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going -b html -c docs/site . build/site
	$(BIN)/python -m tests.docs.site build/site

# Draws the screens and the trade-off of README and docs anew; docs/pictures/growth.svg is bench's.
SHOT := $(BIN)/lotdesign tui examples/central-bedfordshire
pictures: $(READY)
	$(SHOT) --shot docs/pictures/workbench.svg $(addprefix --press ,f3 enter m b u escape f3)
	$(SHOT) --shot docs/pictures/compare.svg --screen compare
	$(SHOT) --shot docs/pictures/lot.svg --screen lot --size 110x34
	$(SHOT) --shot docs/pictures/data.svg --screen data --size 110x30
	$(SHOT) --shot docs/pictures/narrow.svg --screen ask --size 80x24
	$(SHOT)/too-much.toml --shot docs/pictures/impossible.svg --screen explain
	$(BIN)/lotdesign tui examples/tiny --shot docs/pictures/worth.svg --screen worth
	$(SHOT) --shot docs/pictures/hold.svg --screen hold
	$(BIN)/lotdesign frontier examples/central-bedfordshire --quiet \
	  --measures whole_life_cost,largest_provider_share --plot docs/pictures/frontier.svg > /dev/null

# Measures lotdesign and its peers on every instance of the table, for hours on a quiet machine;
# BENCH="county-13-easy us-ME --peers none" measures less. LOTDESIGN_PUBLIC names the folder of
# public instances; without it they are left out.
BENCH ?=
bench: $(READY)
	$(BIN)/lotdesign bench $(BENCH) --out bench.md --out bench.json --out bench.svg

# Do limits hold? Thirty scenarios within 5, 20 and 60 s, for 40 minutes on two quiet cores.
LIMITS ?=
.PHONY: limits
limits: $(READY)
	$(BIN)/python -m benchmarks.limits $(LIMITS)

# Runs every script of findings/ with the packages that it pins; ends with those that are no longer
# as described, or whose packages are missing.
.PHONY: findings
findings:
	@missed=; for script in findings/*.sh; do \
	  PYTHON='$(PYTHON)' sh $$script || missed="$$missed $$script"; done; \
	test -z "$$missed" || { echo "not as described, or not tried:$$missed"; exit 1; }

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# In two steps: whatever others wrote, each file by its hash; then the project itself, from here.
$(READY): pyproject.toml requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "lotdesign needs Python 3.11 or later; try: make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf .venv .venv-* build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
