# meute from a fresh clone: `make demo`, `make test`. Needs Python 3.11 or later; uses uv where it
# is there. `make test` also wants Java 17 and Maven, or Docker, for a real Neo4j.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
INSTALLED := $(VENV)/.installed
BENCH_INSTALLED := $(VENV)/.installed-bench
# More for pytest, as in: make test ARGS="-k figures"
ARGS ?=
# Processes that run the tests: one more than there are cores, as each waits for servers and browsers
# half of its time, and at most four; two of them have a Neo4j. 0 runs the tests in pytest's own
# process, as one server that MEUTE_TEST_NEO4J names must have it.
CORES := $(shell getconf _NPROCESSORS_ONLN)
WORKERS ?= $(if $(MEUTE_TEST_NEO4J),0,$(shell expr $(CORES) + 1))

.DEFAULT_GOAL := help
.PHONY: help install demo test hostile lint messages vendor docs site notebooks neo4j-up neo4j-down \
	faults bench bench-load bench-neo4j bench-detect \
	bench-figures bench-case bench-pages bench-queries bench-spark bench-reposts bench-tied bench-truth bench-bursts \
	mutate-queries constraints clean coverage man picture pythons release

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' Makefile

install: $(INSTALLED) ## Install meute and its tools into .venv

$(INSTALLED): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "meute needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name a later one: make install PYTHON=/path/to/python3.12" >&2; exit 1; }
ifneq ($(UV),)
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$$(command -v $(PYTHON))" $(VENV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes --requirements constraints.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
else
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV) || { \
		echo "Python cannot make a virtual environment; on Debian install python3-venv." >&2; \
		exit 1; }
	$(BIN)/pip install --quiet --require-hashes --requirement constraints.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
endif
	@touch $@

$(BENCH_INSTALLED): $(INSTALLED) constraints-bench.txt
ifneq ($(UV),)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes \
		--requirements constraints-bench.txt
else
	$(BIN)/pip install --quiet --require-hashes --requirement constraints-bench.txt
endif
	@touch $@

demo: $(INSTALLED) ## Plant a campaign, load it, find the pack, draw it: into demo/
	$(BIN)/meute demo -o demo

picture: demo ## Draw the picture of the README anew: docs/network.png (needs Chromium)
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,760 \
		--virtual-time-budget=15000 --host-resolver-rules="MAP * ~NOTFOUND" \
		--screenshot=docs/network.png file://$(CURDIR)/demo/network.html

# The root is a package, which pytest would import by the name of its folder, whatever that is. Every
# process that a test starts would compile meute anew where what was compiled may not be kept.
PYTEST = MEUTE_TEST_NEO4J=$${MEUTE_TEST_NEO4J:-start} PYTHONDONTWRITEBYTECODE= \
	$(BIN)/python -m pytest --confcutdir=tests
DIVIDED = -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# A server that lives for minutes spends them on compiling and on checking its own classes: a quick
# compiler serves it, and the digests of its jars are checked. That compiler comes with 48 MB for
# what it made, which half of the tests fill: it would throw its work away, and do it again.
test coverage faults: export JDK_JAVA_OPTIONS ?= -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
	-XX:ReservedCodeCacheSize=240m -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote

test: $(INSTALLED) ## Run the tests, on both engines where a Neo4j can be started
	$(PYTEST) $(DIVIDED) $(ARGS)

hostile: $(INSTALLED) ## Run the whole hostile suite on both engines, with a table of what was tried
	MEUTE_HOSTILE=whole $(PYTEST) tests/hostile tests/test_spreadsheet.py tests/test_terminal.py $(ARGS)

mutate-queries: $(INSTALLED) ## Report changes to stored queries that no expected row notices
	$(BIN)/python -m tests.queries.mutate $(ARGS)

coverage: $(INSTALLED) ## Run the tests and name the lines that none of them reaches
	$(PYTEST) $(DIVIDED) -q \
		--cov=. --cov-config=pyproject.toml --cov-report=term-missing:skip-covered $(ARGS)

pythons: lint ## Install the wheel into each Python that is here, and run the demo with it
	.ci/pythons

man: $(INSTALLED) ## Write the manual page: build/man/meute.1
	$(BIN)/sphinx-build -q -W -b man docs build/man

release: lint man ## Build wheel, source, manual page, bill of materials and checksums: into dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .
	cp build/man/meute.1 dist/
	.ci/materials dist/meute-*.whl dist/meute.cdx.json
	cd dist && sha256sum -- * > SHA256SUMS

site: $(INSTALLED) ## Build the documentation as a site: into build/site
	$(BIN)/sphinx-build -q -W --keep-going docs build/site

notebooks: $(INSTALLED) ## Run the notebooks of docs/notebooks anew, and keep what they answer
	$(BIN)/python docs/notebooks.py

lint: $(INSTALLED) ## Check style, types, the rules between rooms, and the generated documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python docs/generate.py --check
	$(BIN)/python docs/wording.py
	@rm -rf build/lib build/wheel build/shipped; mkdir -p build
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . > build/log 2>&1 \
		|| { cat build/log; exit 1; }
	$(BIN)/python -m zipfile --extract build/wheel/*.whl build/shipped
	cd build/shipped && $(CURDIR)/$(BIN)/mypy --config-file ../../pyproject.toml \
		--cache-dir ../../.mypy_cache -p meute
	cd build/shipped && $(CURDIR)/$(BIN)/lint-imports --config ../../pyproject.toml --no-cache

vendor: ## Fetch the scripts of others that the network page holds (needs npm)
	viz/vendor/fetch.sh

messages: $(INSTALLED) ## Bring the translations of the pages up to date
	$(BIN)/python -m tests.viz.messages

docs: $(INSTALLED) ## Write the generated documents anew
	$(BIN)/python docs/generate.py

neo4j-up: $(INSTALLED) ## Start a local Neo4j
	$(BIN)/meute server up

neo4j-down: $(INSTALLED) ## Stop it
	$(BIN)/meute server down

faults: $(INSTALLED) ## Kill a server and cut its connections during a load of 500,000 posts
	$(BIN)/python -m tests.faults.kill_server $(ARGS)

bench: bench-load bench-detect bench-figures bench-case ## Measure all four

bench-truth: $(INSTALLED) ## Print whom detection accuses and misses in the gallery of crowds
	$(BIN)/python benchmarks/bench_truth.py $(ARGS)

bench-bursts: $(INSTALLED) ## Print which hashtags are called bursts, and what tells pushed ones
	$(BIN)/python benchmarks/bench_bursts.py $(ARGS)

bench-load: $(BENCH_INSTALLED) ## Measure loading beside other tools
	tests/server/with-neo4j.sh $(BIN)/meute $(BIN)/python benchmarks/bench_load.py $(ARGS)

bench-neo4j: $(INSTALLED) ## Measure a case in Neo4j: loads, bulk, every stored query
	$(BIN)/python benchmarks/bench_neo4j.py $(ARGS)

bench-detect: $(BENCH_INSTALLED) ## Measure detection beside other tools
	$(BIN)/python benchmarks/bench_detect.py $(ARGS)

bench-case: $(INSTALLED) ## Measure every step and stored query of a case of a million posts
	$(BIN)/python benchmarks/bench_case.py $(ARGS)

bench-pages: $(INSTALLED) ## Measure gathering, writing and opening of network pages
	$(BIN)/python benchmarks/bench_pages.py $(ARGS)

bench-queries: $(INSTALLED) ## Measure every stored query on a case, locally and on Neo4j
	$(BIN)/python benchmarks/bench_queries.py $(ARGS)

bench-spark: $(INSTALLED) ## Measure the sweep on Spark beside the local one (needs PySpark)
	$(BIN)/python benchmarks/bench_spark.py $(ARGS)

bench-reposts: $(BENCH_INSTALLED) ## Go from a table of reposts (ARGS=FILE) to edges beside the toolkit
	$(BIN)/python benchmarks/bench_reposts.py $(ARGS)

bench-tied: $(INSTALLED) ## Measure detection and the page of 50,000 tied accounts
	$(BIN)/python benchmarks/bench_tied.py $(ARGS)

bench-figures: $(INSTALLED) ## Measure searching and judging posts
	$(BIN)/python benchmarks/bench_figures.py $(ARGS)

# Hashes without addresses: they hold wherever the packages come from.
COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet

constraints: ## Pin all dependencies anew (needs uv)
	@command -v uv >/dev/null || { echo "make constraints needs uv." >&2; exit 1; }
	$(COMPILE) --upgrade --group dev --extra py2neo --output-file constraints.txt
	$(COMPILE) --upgrade --group bench --constraints constraints.txt \
		--output-file constraints-bench.txt

clean: ## Delete what make made, but for the demo
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
