# SPDX-License-Identifier: GPL-3.0-or-later
# Thin words over tools/setup and the CMake presets. `make run` and `make test` do all their own set-up.
PRESET ?= release
BUILD := build/$(PRESET)
# One compiler a processor, as far as memory goes: a file that includes torch or OpenVINO takes up to 1.5 GB.
JOBS ?= $(shell awk -v n=$$(nproc) '/^MemAvailable/ { m = int($$2 / 1500000); print (m < 1 ? 1 : m < n ? m : n) }' /proc/meminfo)
# How long `make fuzz` tries each parser.
SECONDS ?= 60
WHEELS := cpu $(if $(CUDA),cuda)

.NOTPARALLEL:
.PHONY: help run test fuzz bench faults soak build clean setup setup-test configure display

help:
	@echo "make run [ARGS=…]   build and open the console on the demo line"
	@echo "make test           build and run every test"
	@echo "make fuzz           try the parsers with broken input, SECONDS=60 each, with clang's sanitizers"
	@echo "make bench [ARGS=…] build and measure speed and memory (ARGS=--check: fail on a missed limit; PEERS=1: against other programs too)"
	@echo "make faults         kill, fail and cut off a change of model at every step: POINTS=10000 kills, STATES=1000000 power cuts, HANGS=1000 hangs and crashes, SERVICE=100 of the service itself"
	@echo "make soak           a line whose sources drop out and whose models change without rest: MINUTES=30 SWAPS=1000"
	@echo "make build          leave the executables in $(BUILD)/bin"
	@echo "make setup          only fetch what the build needs"
	@echo "make clean          remove build/ (the fetched libraries stay in the cache)"
	@echo "Each may be given PRESET=release|dev|asan|tsan|engine-only (that one not to run and bench), JOBS=n, and CUDA=1 for the CUDA libraries."

setup:
	@tools/setup/packages.sh tools/setup/packages.txt
	@tools/setup/wheels.sh $(WHEELS)

setup-test:
	@tools/setup/packages.sh tools/setup/packages.txt tools/setup/packages-test.txt
	@tools/setup/wheels.sh $(WHEELS)

configure:
	@cmake --preset $(PRESET) -DLINESIDE_CUDA=$(if $(CUDA),ON,OFF) $(if $(filter true,$(CI)),-DLINESIDE_WERROR=ON)

build: setup configure
	@cmake --build $(BUILD) -j $(JOBS) --target programs

run: display build
	@$(BUILD)/bin/lineside $(ARGS)

test: setup-test configure
	@cmake --build $(BUILD) -j $(JOBS)
	@cd $(BUILD) && LINESIDE_PARITY_TABLE=$(CURDIR)/$(BUILD)/parity.md xvfb-run -a -s "-screen 0 1920x1080x24" ctest --output-on-failure -j $(JOBS)

fuzz:
	@tools/setup/packages.sh tools/setup/packages.txt tools/setup/packages-fuzz.txt
	@cmake --preset fuzz $(if $(filter true,$(CI)),-DLINESIDE_WERROR=ON)
	@cmake --build build/fuzz -j $(JOBS)
	@tests/fuzz/run.sh build/fuzz $(SECONDS)

bench: setup-test configure
	@cmake --build $(BUILD) -j $(JOBS) --target lineside_bench tst_dropoverlay tst_lateness
	@peers="$(if $(PEERS),$$(tests/bench/peers/setup.sh))" && \
	xvfb-run -a -s "-screen 0 1920x1080x24" $(BUILD)/bin/lineside_bench --json $(BUILD)/figures.json $${peers:+--peers "$$peers"} $(ARGS)
	@export QT_QPA_PLATFORM=offscreen LINESIDE_JUDGE_TIMES=$(if $(findstring --check,$(ARGS)),1,0); \
	$(BUILD)/tests/tst_dropoverlay beside_sixteen_moving_pictures_all_of_it_is_painted && $(BUILD)/tests/tst_lateness

# The full form of tst_faults, some minutes.
POINTS ?= 10000
STATES ?= 1000000
STARVED ?= 1000
CANARIES ?= 200
HANGS ?= 1000
SERVICE ?= 100
faults: setup-test configure
	@cmake --build $(BUILD) -j $(JOBS) --target lineside_faults
	@$(BUILD)/tests/lineside_faults kill --points $(POINTS) $(ARGS)
	@$(BUILD)/tests/lineside_faults canary --points $(CANARIES) $(ARGS)
	@$(BUILD)/tests/lineside_faults power --points $(STATES) $(ARGS)
	@$(BUILD)/tests/lineside_faults errors --stride 1 $(ARGS)
	@$(BUILD)/tests/lineside_faults memory --points $(STARVED) $(ARGS)
	@$(BUILD)/tests/lineside_faults hang --points $(HANGS) --limit 5000 $(ARGS)
	@$(BUILD)/tests/lineside_faults service --points $(SERVICE) --limit 5000 $(ARGS)

# The full form of tst_soak: whichever takes longer. Not for measuring speed, so others may use the machine.
MINUTES ?= 30
SWAPS ?= 1000
soak: setup-test configure
	@cmake --build $(BUILD) -j $(JOBS) --target lineside_soak
	@$(BUILD)/tests/lineside_soak --minutes $(MINUTES) --swaps $(SWAPS) --json $(BUILD)/soak.json $(ARGS)

clean:
	@rm -rf build

display:
	@[ -n "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ] || { echo "lineside: there is no display to open the console on. \
	Start it from a desktop session (or with ssh -X); 'make build' and $(BUILD)/bin/linesidectl need none." >&2; exit 1; }
