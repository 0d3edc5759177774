# Needs python3 (3.11 or newer) and make, nothing else: every target makes its own .venv when it has to.

.DEFAULT_GOAL := help
.PHONY: help run sign-ins test lint browser-test bench cluster-demo clean venv packages packages-dev
SIZE ?= 10000
PORT ?= 8000
PYTHON := .venv/bin/python

help:
	@echo 'make run           what a first start needs, then the site on http://localhost:8000 (make run PORT=8001)'
	@echo 'make sign-ins      the demo sign-ins with the codes of this half minute'
	@echo 'make test          style, missing migrations, deployment checks, and all tests but those in a browser'
	@echo 'make browser-test  the tests in a real Chromium'
	@echo 'make bench SIZE=100000   fills a database of its own with made-up listings and measures over it'
	@echo 'make cluster-demo  primary, replica, PgBouncer and two web processes on this machine; then servers fail'
	@echo 'make lint          the style checks alone'
	@echo 'make clean         removes .venv and the caches; the data in .data stays'

run: packages
	@$(PYTHON) -u manage.py run --port '$(PORT)'

sign-ins: packages
	@$(PYTHON) -u manage.py run --sign-ins

test: lint
	$(PYTHON) manage.py makemigrations --check --dry-run
	HTTPS=1 ALLOWED_HOSTS=support.example.org \
		SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) -m pytest -n 2

lint: packages-dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m djlint --quiet --check --lint templates

# The tests find the browser by CHROMIUM, so that another one can be named: make browser-test CHROMIUM=/path/to/it
browser-test: packages-dev
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
		[ -n "$$name" ] && CHROMIUM=$$(command -v "$$name") && break; \
	done; \
	if [ -z "$$CHROMIUM" ]; then \
		echo 'The browser tests did not run: no Chromium was found. Get one with: apt-get install chromium'; \
		echo '(or your system'"'"'s way), or name one: make browser-test CHROMIUM=/path/to/chromium'; \
		exit 1; \
	fi; \
	export CHROMIUM; $(PYTHON) -m pytest tests/browser

# Figures go to benchmarks/results.json; the filled database stays for the next time.
bench: packages
	$(PYTHON) manage.py bench --size '$(SIZE)'

# Prints its figures, and fails when one is not as it must be. To play with it: make cluster-demo ARGUMENTS=--keep
cluster-demo: packages
	@$(PYTHON) -u manage.py cluster_demo $(ARGUMENTS)

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.data/*' -prune -exec rm -rf {} +

# A Python is tried by running it: some that are on the path only fail then. One that can make a .venv is best.
venv:
	@command -v uv >/dev/null 2>&1 && has=sys || has=sys,pip; \
	$(PYTHON) -c "import $$has; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1 && exit 0; \
	for needs in sys,venv,ensurepip sys; do \
		for python in python3.14 python3.13 python3.12 python3.11 python3; do \
			"$$python" -c "import $$needs; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1 && break 2; \
			python=; \
		done; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer was not found. Install it (on Debian or Ubuntu: apt install python3-venv).'; exit 1; \
	fi; \
	echo "Making .venv with $$python …"; \
	if [ "$$needs" = sys ] && command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --clear --no-python-downloads --python "$$(command -v $$python)" .venv; \
	elif [ "$$needs" = sys ]; then \
		version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "$$python lacks its venv module. This mends it: apt install python$$version-venv"; exit 1; \
	else \
		"$$python" -m venv --clear .venv; \
	fi

# Installs when the lock is not the one that was installed last. Plain pip, of whose words the names are enough; or
# uv where it is at hand. It worked when the copy of the lock, made last, is there.
define install
	@if cmp -s $(1) .venv/$(1); then exit 0; fi; \
	echo 'Installing the packages of $(1) (about half a minute the first time) …'; \
	if command -v uv >/dev/null 2>&1; then \
		uv pip install --python $(PYTHON) --no-python-downloads --require-hashes -r $(1) && cp $(1) .venv/$(1); \
	else \
		{ $(PYTHON) -m pip install --disable-pip-version-check --require-hashes -r $(1) && cp $(1) .venv/$(1); } \
			| sed -n 's/^Collecting \([^ ;]*\).*/  \1/p'; \
	fi; \
	cmp -s $(1) .venv/$(1)
endef

packages: venv
	$(call install,requirements.txt)

packages-dev: venv
	$(call install,requirements-dev.txt)
