# Two commands for newcomers: `make run`, then `make test`. Nothing to install by hand but Python 3.
PYTHON3 ?= python3
.PHONY: run test check bench eval knowledge screenshots clean help

help: ## show these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'
run: ## install, train, migrate, load the demonstration data, serve http://127.0.0.1:8000
	@$(PYTHON3) ops/bootstrap.py run
test: ## every check and every test, on the real programs
	@$(PYTHON3) ops/bootstrap.py test
check: ## lint, types, import rules, sizes
	@$(PYTHON3) ops/bootstrap.py check
bench: ## set-up, start, turn times and memory, into docs/benchmarks.md
	@$(PYTHON3) ops/bootstrap.py bench $(if $(COLD),--cold)
eval: ## how well it understands, beside stock Rasa, into docs/evaluation.md (CALIBRATION=1: tune)
	@$(PYTHON3) ops/bootstrap.py eval $(if $(CALIBRATION),--calibration --no-stock) $(if $(NO_STOCK),--no-stock) $(if $(STOCK_EPOCHS),--stock-epochs $(STOCK_EPOCHS))
knowledge: ## validate and compile the entries, show what is stale, alone or too near another
	@$(PYTHON3) ops/bootstrap.py knowledge
screenshots: ## what people see, into docs/screenshots and its page
	@$(PYTHON3) ops/bootstrap.py screenshots $(if $(ONLY),--only $(ONLY))
clean: ## forget environments, models and data (asks nothing)
	rm -rf .venv bot/.venv .tools node_modules ops/other_widgets/node_modules build var bot/models bot/.rasa bot/data/generated bot/domain/generated
