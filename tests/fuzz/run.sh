#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD SECONDS [PARSER…]: each fuzz target in BUILD for that long, JOBS at a time (2), from the seeds that the generator of
# hostile files makes and from what earlier runs found. Says how many inputs each one tried, and fails if one of them ends.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
seconds=$2
shift 2
parsers=("$@")
[ ${#parsers[@]} -gt 0 ] || parsers=(zip pickle checkpoint canonical onnx ir literal json yaml torchscript config signature audit people)
mkdir -p "$build/corpus" "$build/findings" "$build/logs"
rm -rf "$build/seeds" "$build/findings/.broken"
"$build/bin/lineside_seeds" "$build/seeds"

fuzz() {
    local parser=$1 dict=$1 longest=8192
    case $parser in
    zip | pickle) longest=4096 ;;
    checkpoint) dict=pickle longest=32768 ;;
    canonical) dict=text longest=32768 ;;
    ir) longest=16384 ;;
    literal | json | yaml | config | signature | audit | people) dict=text ;;
    esac
    mkdir -p "$build/corpus/$parser" "$build/seeds/$parser"
    # 256 MB is what no file of this size may cost, and ten seconds are more than any may take under the sanitizers.
    if "$build/bin/fuzz_$parser" -max_total_time="$seconds" -max_len="$longest" -malloc_limit_mb=256 -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
        -dict="$here/$dict.dict" -artifact_prefix="$build/findings/$parser-" "$build/corpus/$parser" "$build/seeds/$parser" >"$build/logs/$parser.log" 2>&1; then
        echo "fuzz $parser: $(awk '/number_of_executed_units/ { print $2 }' "$build/logs/$parser.log") inputs, none of them broke it"
    else
        tail -60 "$build/logs/$parser.log"
        echo "fuzz $parser: broken; the input is in $build/findings"
        touch "$build/findings/.broken"
    fi
}
export -f fuzz
export here build seconds
printf '%s\n' "${parsers[@]}" | xargs -P "${JOBS:-2}" -I{} bash -euo pipefail -c 'fuzz {}'
[ ! -e "$build/findings/.broken" ]
