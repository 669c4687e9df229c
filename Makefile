# `make help` lists what there is. Everything sets itself up in .venv first.
PYTHON ?= python3
PORT ?= 8765
OPEN ?= 1
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
PEERS := .venv-bench
INSTALL := -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo run test coverage chaos check format bench image lock docs pictures clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(READY): requirements-demo.lock pyproject.toml scripts/bootstrap_venv.py
	@echo "Setting up $(VENV) (once; less than half a minute)"
	@$(PYTHON) scripts/bootstrap_venv.py $(VENV)
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements-demo.lock
	@$(BIN)/python $(INSTALL) --no-index --no-deps --no-build-isolation -e .
	@touch $@

# Who only runs the bot does not wait for these.
$(TOOLS): $(READY) requirements-dev.lock
	@echo "Adding what tests and checks need (once; about half a minute)"
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(READY) ## try the bot in your browser, no token needed (PORT=8765 OPEN=1)
	@$(BIN)/customer-profile-bot demo --port $(PORT) $(if $(filter 0,$(OPEN)),--no-open)

run: $(READY) ## run the bot on Telegram (needs TELEGRAM_BOT_TOKEN)
	@$(BIN)/customer-profile-bot run

check: $(TOOLS) ## format, lint, types, import contracts and the Dockerfile
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile && echo "hadolint: the Dockerfile is well"; \
	else echo "hadolint does not exist for this platform: the Dockerfile is not checked"; fi

# Databases of tests lie in memory where there is room: they wait for no disk there.
ROOM := $(shell df --output=avail /dev/shm 2>/dev/null | tail -1)
TESTS := $(BIN)/python -m pytest --numprocesses 3 --dist worksteal
IN_MEMORY := $(shell [ "$(or $(ROOM),0)" -gt 2000000 ] && echo TMPDIR=/dev/shm)

test: check ## everything: check, then all tests
	@$(IN_MEMORY) $(TESTS) $(ARGS)

# Counting the lines that run takes about as long as running them.
coverage: $(TOOLS) ## which lines the tests do not reach
	@$(IN_MEMORY) $(TESTS) --cov --cov-report=term $(ARGS)

chaos: $(TOOLS) ## kill the bot again and again on every database (SECONDS=600 SEED=1)
	@CHAOS_SECONDS=$(or $(SECONDS),600) CHAOS_SEED=$(or $(SEED),$(shell date +%s)) $(BIN)/python -m pytest -s tests/chaos $(ARGS)

format: $(TOOLS) ## put the code in the house's shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(TOOLS) ## write the generated documents and catalogues anew
	@$(BIN)/python -m scripts.write_docs
	@$(BIN)/python -m scripts.extract_messages

pictures: $(TOOLS) ## take the README's pictures anew (needs a Chromium)
	@$(BIN)/python -m scripts.take_pictures

bench: $(TOOLS) $(PEERS)/.ready ## measure speed and memory beside peers (ARGS="--quick" BENCH_JSON=file)
	@$(BIN)/python -m benchmarks $(if $(BENCH_JSON),--json "$(BENCH_JSON)") $(ARGS)
	@$(BIN)/python -m benchmarks.drawing
	@$(BIN)/python -m benchmarks.pictures
	@$(BIN)/python -m benchmarks.classes

# A peer that cannot be installed is reported as not measured; the rest goes on.
$(PEERS)/.ready: requirements-bench.lock scripts/bootstrap_venv.py
	@echo "Setting up $(PEERS), for the peers we are measured beside (once)"
	@$(PYTHON) scripts/bootstrap_venv.py $(PEERS)
	@$(PEERS)/bin/python $(INSTALL) --require-hashes -r requirements-bench.lock \
	&& touch $@ || echo "They cannot be installed here; they will not be measured"

image: $(TOOLS) ## build the image and try it: an interview, a stop, a restart
	@PYTHON=$(BIN)/python scripts/try_image.sh

lock: ## resolve the dependencies anew (maintainers; needs uv)
	@uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock --group build -o requirements-build.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock -c requirements-build.lock --extra demo --group build pyproject.toml -o requirements-demo.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements-demo.lock --group dev pyproject.toml -o requirements-dev.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group bench -o requirements-bench.lock

clean: ## forget the environment and everything generated
	@rm -rf $(VENV) $(PEERS) .demo build dist .mypy_cache .pytest_cache .ruff_cache .coverage*
