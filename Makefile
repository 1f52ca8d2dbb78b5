# The README's two commands. Each sets up what it needs in .venv and can be the only one that is run.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test samples regler sidor lock bench release clean

demo: $(VENV)/.xlplan
	@$(BIN)/python workbooks/demo.py

test: $(VENV)/.dev
	@$(BIN)/python tests

samples: $(VENV)/.dev  ## build workbooks/mall and workbooks/exempel anew
	@$(BIN)/python workbooks/bygg.py

regler: $(VENV)/.dev  ## write docs/regler.md from the rules
	@$(BIN)/python docs/regler.py
	@$(BIN)/python docs/sidor.py

sidor: $(VENV)/.dev  ## write the pages that the handbook button opens
	@$(BIN)/python docs/sidor.py

bench: $(VENV)/.dev  ## measure; sets up pandas in an environment of its own, see bench/README.md
	@$(BIN)/python bench

lock: $(VENV)/.dev  ## lock the newest versions that pyproject.toml allows
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --no-annotate --no-header --python-version 3.11 --extra dev --extra release pyproject.toml -o requirements.lock

release: $(VENV)/.dev  ## build dist/ and prove it
	@$(PIP) install -c requirements.lock -e '.[release]'
	@$(BIN)/python tests/release.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "xlplan needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12 demo"; exit 1; }
	@echo "Setting up .venv (once, a minute or so) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.xlplan: pyproject.toml requirements.lock | $(VENV)/bin/python
	@$(PIP) install -c requirements.lock -e .
	@touch $@

$(VENV)/.dev: pyproject.toml requirements.lock | $(VENV)/bin/python
	@$(PIP) install -c requirements.lock -e '.[dev]'
	@# pandas lies beside the environment, for tests/test_startup.py
	@$(PIP) install --upgrade --target $(VENV)/pandas $$(grep -E '^(pandas|numpy)==' bench/requirements.txt)
	@touch $@ $(VENV)/.xlplan

clean:
	rm -rf $(VENV) demo build dist *.egg-info xlplan/excel/page
