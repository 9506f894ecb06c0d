# intlflow. `make` alone tells what there is.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMPS := $(VENV)/.stamps
DATA   ?= intlflow-data
PORT   ?= 4200
WEB    ?= 8080

# Where this is set, every process reads all our sources anew: a start takes half as long again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help up test test-all lint format texts pictures docs word bench wheel lock vendor clean

help: ## Tell what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

up: $(STAMPS)/run ## Start everything on this machine, with the demo register; Ctrl-C stops it
	@$(BIN)/intlflow up --data $(DATA) --port $(PORT) --web-port $(WEB)

test: $(STAMPS)/dev ## Check and test everything, in under 15 minutes
	@$(BIN)/python -m tests.programme

test-all: $(STAMPS)/dev ## The same and the long programme: thousands of kills, every syscall
	@$(BIN)/python -m tests.programme --all

lint: $(STAMPS)/dev ## Only the checks that read the code
	@$(BIN)/python -m tests.programme --lint

format: $(STAMPS)/dev ## Put the code in form
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

texts: $(STAMPS)/dev ## Bring the English of the pages up to date with their Swedish
	@$(BIN)/python -m tests.web.write_texts

pictures: $(STAMPS)/dev ## Take pictures of every page anew, into docs/pictures (needs Chromium)
	@$(BIN)/python -m tests.web.pictures

docs: $(STAMPS)/dev ## Write the generated documents anew
	@$(BIN)/python -m tests.house.write_docs

word: $(STAMPS)/dev ## Make the template for papers in Word anew
	@$(BIN)/python -m tests.house.write_word

bench: $(STAMPS)/bench ## Measure against the peers, both sides in one run
	@.venv-bench/bin/python -m bench

wheel: $(STAMPS)/dev ## Build a wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null && ls dist/*.whl

lock: ## Resolve the dependencies anew (needs uv)
	@sh requirements/lock.sh

vendor: ## Bring in the pages' script and typeface from npm packages, with their licences (needs npm)
	@sh requirements/vendor.sh

clean: ## Remove what was built or installed, not your data
	@rm -rf $(VENV) .venv-bench dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# One environment for `up` and `test`: `run` is enough for the first, `dev` holds both.
$(STAMPS)/dev: requirements/dev.txt pyproject.toml | $(VENV)
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $<
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@ $(STAMPS)/run

$(STAMPS)/run: requirements/run.txt pyproject.toml | $(VENV)
	@echo "Installing what intlflow needs (half a minute, once) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $<
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/bench: requirements/bench.txt pyproject.toml | $(VENV)
	@test -d .venv-bench || $(PYTHON) -m venv .venv-bench
	@echo "Installing the peers to measure against …"
	@.venv-bench/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $<
	@.venv-bench/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit("intlflow needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
