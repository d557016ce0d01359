# Everything on a machine that has Debian 12 and Swift 6.3.
#   make run     installs what is missing, builds, starts the demo and prints its address
#   make test    installs what tests need, builds, runs all tests
#   make lint    format and the project's own checks
#   make bench   benchmarks beside other programs, in one run
#   make reliability  kills the program while it sends, and worse; writes Documentation/Reliability.md (3 minutes and a half)
#   make soak    the same in its long form, with 1,000 kills and 100,000 seeds (the better part of an hour)
#   make fuzz    fuzzers with a sanitizer, FUZZ_SECONDS (60) for each reader of foreign documents

SHELL := /bin/bash
.DEFAULT_GOAL := help
CONFIGURATION ?= debug
PORT ?= 8080

BUILD_PACKAGES := libcurl4-openssl-dev libicu-dev libmecab-dev libpq-dev libqrencode-dev libsqlite3-dev libxml2-dev mecab-ipadic-utf8 pkg-config zlib1g-dev
TEST_PACKAGES := chromium fonts-noto-cjk fonts-noto-core gettext libxml2-utils openssl postfix postgresql python3-aiosmtpd
BENCH_PACKAGES := python3-jinja2 python3-lxml
RELIABILITY_PACKAGES := postgresql strace
# Suites that only reckon: by themselves, so that those which run servers and wait for them have the machine.
RECKONING := ^(ComposerTests|EasyJapaneseTests|LocalizationTests|GazetteerTests)\.|^DeliveryTests\.SimulationTests/
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Installs the packages that are not there yet; asks nothing and starts nothing.
define install
	@missing=""; for package in $(1); do \
		dpkg-query -W -f='$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "Installing Debian packages:$$missing"; \
		$(SUDO) apt-get update -q && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing || \
		{ echo "These packages could not be installed:$$missing" >&2; exit 1; }; \
	fi
endef

.PHONY: help run build test lint bench reliability soak fuzz clean packages test-packages

help:
	@sed -n 's/^#   //p' Makefile

packages:
	$(call install,$(BUILD_PACKAGES))

test-packages:
	$(call install,$(BUILD_PACKAGES) $(TEST_PACKAGES))

build: packages
	@command -v swift >/dev/null || { echo "Swift 6.3 is not on the PATH; see https://www.swift.org/install/linux/" >&2; exit 1; }
	@echo "Building shirase ($(CONFIGURATION)). The first time this compiles every library and takes some minutes."
	swift build --configuration $(CONFIGURATION) --product shirase

run: build
	@echo "Starting the demo: nothing leaves this machine. Ctrl-C ends it."
	@exec "$$(swift build --configuration $(CONFIGURATION) --show-bin-path)/shirase" demo --port $(PORT)

test: test-packages
	@echo "Building everything with its tests. The first time this compiles every library and takes some minutes."
	swift build --build-tests
	swift test --skip-build --filter '$(RECKONING)'
	swift test --skip-build --skip '$(RECKONING)'

lint: test-packages
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources \
		Fuzz/Package.swift Fuzz/Sources
	.ci/checks

bench: test-packages
	$(call install,$(BENCH_PACKAGES))
	@echo "Building the benchmarks (release). The first time this compiles every library and takes some minutes."
	swift run --package-path Benchmarks --configuration release bench

# The program as it is deployed, in processes of its own; full disks are mounts, and need root.
reliability soak: packages
	$(call install,$(RELIABILITY_PACKAGES))
	$(MAKE) build CONFIGURATION=release
	swift run --package-path Benchmarks --configuration release reliability $(if $(filter soak,$@),all --full)

# Swift's own toolchain brings the fuzzer and the sanitizer.
fuzz: packages
	@command -v swift >/dev/null || { echo "Swift 6.3 is not on the PATH; see https://www.swift.org/install/linux/" >&2; exit 1; }
	@Fuzz/run

clean:
	rm -rf .build Benchmarks/.build Fuzz/.build
