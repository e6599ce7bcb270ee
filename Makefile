# SPDX-License-Identifier: GPL-3.0-or-later
# Thin words over tools/setup and the CMake presets. `make run` and `make test` do all their own set-up.
PRESET ?= release
BUILD := build/$(PRESET)
JOBS ?= $(shell nproc)

.PHONY: help run test build bench clean setup setup-test configure

help:
	@echo "make run [ARGS=…]   build and open the console on the demo line"
	@echo "make test           build and run every test"
	@echo "make build          leave the executables in $(BUILD)/bin"
	@echo "make bench          print the speed ratios"
	@echo "make clean          remove build/ (the fetched libraries stay in the cache)"
	@echo "PRESET=release|dev|asan|tsan|engine-only"

setup:
	@tools/setup/packages.sh tools/setup/packages.txt
	@tools/setup/wheels.sh

setup-test: setup
	@tools/setup/packages.sh tools/setup/packages-test.txt

configure:
	@cmake --preset $(PRESET)

build: setup configure
	@cmake --build $(BUILD) -j $(JOBS)

run: build
	@$(BUILD)/bin/lineside $(ARGS)

test: setup-test configure
	@cmake --build $(BUILD) -j $(JOBS)
	@cd $(BUILD) && xvfb-run -a -s "-screen 0 1920x1080x24" ctest --output-on-failure -j $(JOBS)

bench: build
	@QT_QPA_PLATFORM=offscreen $(BUILD)/bin/lineside_bench

clean:
	@rm -rf build
