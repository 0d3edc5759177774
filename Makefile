# Needs python3 (3.11 or newer) and make, nothing else: every target makes its own .venv when it has to.

.DEFAULT_GOAL := help
.PHONY: help run sign-ins test lint browser-test crouton headers audit bench prove cluster-demo messages clean venv packages packages-dev
SIZE ?= 10000
PORT ?= 8000
PYTHON := .venv/bin/python

help:
	@echo 'make run           what a first start needs, then the site on http://localhost:8000 (make run PORT=8001)'
	@echo 'make sign-ins      the demo sign-ins with the codes of this half minute'
	@echo 'make test          style, missing migrations, deployment checks, and all tests but those in a browser'
	@echo 'make browser-test  the tests in a real Chromium'
	@echo 'make crouton       a client of BMLT servers (croutonjs, fetched by npm) shows our meetings in a Chromium'
	@echo 'make headers       MDN'"'"'s HTTP Observatory (fetched by npm) grades our answers, on this machine alone'
	@echo 'make audit         what is known against the packages in the locks, where that list can be reached'
	@echo 'make bench SIZE=100000   fills a database of its own with made-up listings and measures over it'
	@echo 'make prove         faults, attacks and bad input: what the site withstands, in one table (an hour or so)'
	@echo 'make cluster-demo  primary, replica, PgBouncer and two web processes on this machine; then servers fail'
	@echo 'make drill         proves that a backup of the local data can be brought back, and says how long it takes'
	@echo 'make lint          the style checks alone'
	@echo 'make messages      brings the catalogues of the languages up to the sources and compiles them (docs/translating.md)'
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

# A client of BMLT servers, fetched as it is published, has to show our meetings. It stays in .data, which nobody commits.
CROUTON := .data/crouton
crouton: packages-dev
	@command -v npm >/dev/null 2>&1 || { echo 'Not run: croutonjs is fetched by npm, which was not found.'; exit 0; }; \
	npm install --silent --no-audit --no-fund --prefix $(CROUTON) @bmlt-enabled/croutonjs@4.1.12 || \
		{ echo 'Not run: npm could not fetch croutonjs.'; exit 0; }; \
	for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
		[ -n "$$name" ] && CHROMIUM=$$(command -v "$$name") && break; \
	done; \
	if [ -z "$$CHROMIUM" ]; then echo 'Not run: no Chromium was found. Name one: make crouton CHROMIUM=/path/to/it'; exit 0; fi; \
	export CHROMIUM CROUTON="$$PWD/$(CROUTON)/node_modules/@bmlt-enabled/croutonjs"; \
	$(PYTHON) -m pytest -s tests/browser/test_crouton.py

# The grader of headers, fetched as it is published, but for the lists that it would fetch itself. It stays in .data too.
OBSERVATORY := .data/observatory
headers: packages-dev
	@command -v npm >/dev/null 2>&1 || { echo 'Not run: the grader is fetched by npm, which was not found.'; exit 0; }; \
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix $(OBSERVATORY) @mdn/mdn-http-observatory@1.4.8 || \
		{ echo 'Not run: npm could not fetch the grader.'; exit 0; }; \
	export OBSERVATORY="$$PWD/$(OBSERVATORY)/node_modules/@mdn/mdn-http-observatory"; \
	$(PYTHON) -m pytest -s tests/browser/test_observatory.py

# An audit that skips what it cannot ask about says that nothing was found: only one that asked about all may say so.
AUDIT := .data/audit
audit: venv
	@mkdir -p $(AUDIT); \
	if command -v uv >/dev/null 2>&1; then run='uv tool run --quiet pip-audit'; else \
		$(PYTHON) -m venv $(AUDIT)/venv && $(AUDIT)/venv/bin/pip install --quiet pip-audit && run=$(AUDIT)/venv/bin/pip-audit; fi; \
	[ -n "$$run" ] || { echo 'Not possible here: pip-audit could not be fetched.'; exit 0; }; \
	for lock in requirements.txt requirements-dev.txt requirements-server.txt; do \
		$$run --strict --disable-pip --require-hashes -r $$lock --progress-spinner off >$(AUDIT)/$$lock 2>&1; ended=$$?; \
		if [ $$ended -eq 0 ]; then echo "$$lock: nothing known against any package"; \
		elif grep -q '^Found ' $(AUDIT)/$$lock; then cat $(AUDIT)/$$lock; found=yes; \
		else echo "$$lock: not possible here, nothing was checked (see $(AUDIT)/$$lock)"; fi; \
	done; [ -z "$$found" ]

# Figures go to benchmarks/results.json; the filled database stays for the next time.
bench: packages
	$(PYTHON) manage.py bench --size '$(SIZE)'

# Each proof beside a twin without its guard, in long form. With a Chromium (see browser-test) also those in a browser.
prove: packages-dev
	@browser=; for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
		[ -n "$$name" ] && CHROMIUM=$$(command -v "$$name") && break; \
	done; \
	[ -n "$$CHROMIUM" ] && export CHROMIUM && browser=tests/browser; \
	PROVE=1 $(PYTHON) -m pytest -n 2 --dist worksteal -m 'proof or twin' --prove-into docs/proofs.md tests $$browser

# Prints its figures, and fails when one is not as it must be. To play with it: make cluster-demo ARGUMENTS=--keep
cluster-demo: packages
	@$(PYTHON) -u manage.py cluster_demo $(ARGUMENTS)

# Sentences that changed are marked "fuzzy" in the catalogues and told in English until somebody has looked at them.
messages: packages
	@command -v xgettext >/dev/null 2>&1 && command -v msgfmt >/dev/null 2>&1 || { \
		echo 'xgettext and msgfmt were not found. Install them (on Debian or Ubuntu: apt install gettext).'; exit 1; }; \
	export SECRET_KEY=messages; for language in locale/*/; do \
		language=$$(basename "$$language"); file=locale/$$language/LC_MESSAGES/django; \
		$(PYTHON) manage.py makemessages --verbosity 0 --no-obsolete --add-location file --locale "$$language" \
			--ignore .venv --ignore .data --ignore tests --ignore benchmarks && \
		msgfmt --check -o $$file.mo $$file.po || exit 1; \
	done

# Makes a backup of the local data, brings it back beside, compares, and says how long each took.
.PHONY: drill
drill: packages
	@$(PYTHON) -u manage.py drill

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
