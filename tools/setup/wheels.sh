#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# wheels.sh [SECTION…]: fetches the wheels of wheels.lock (default section: cpu), checks their hashes and unpacks each once
# into ${XDG_CACHE_HOME:-~/.cache}/lineside/deps/NAME. Without anything to do it uses no network.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lineside
sections=("${@:-cpu}")

say() { echo "lineside: $*" >&2; }

unpack() {  # name version wheel
    local target=$cache/deps/$1 work
    work=$(mktemp -d "$cache/deps/.unpack-XXXXXX")
    # What a C++ program needs: libraries, headers, CMake files. Python code stays in the wheel.
    unzip -q "$3" -d "$work" -x '*.py' '*.pyi' '*.pyc'
    rm -rf "$work"/*/test "$work"/*/testing
    echo "$2" >"$work/.version"
    sync -f "$work"
    rm -rf "$target"
    mv "$work" "$target"
}

mkdir -p "$cache/wheels" "$cache/deps"
rm -rf "$cache"/deps/.unpack-*
while read -r section pin hash; do
    case "$section" in '' | '#'*) continue ;; esac
    [[ " ${sections[*]} " == *" $section "* ]] || continue
    name=${pin%%==*} version=${pin##*==}
    [ "$(cat "$cache/deps/$name/.version" 2>/dev/null)" != "$version" ] || continue
    wheel=$(ls "$cache/wheels/${name//-/_}-$version"-*.whl 2>/dev/null | head -n 1 || true)
    if [ -z "$wheel" ] || [ "$(sha256sum "$wheel" | cut -d' ' -f1)" != "$hash" ]; then
        say "fetching $name $version"
        if ! python3 -m pip download --no-deps --only-binary=:all: --require-hashes --python-version 3.11 \
            --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux_2_25_x86_64 \
            --platform manylinux2014_x86_64 --platform manylinux_2_17_x86_64 \
            -d "$cache/wheels" -r <(echo "$pin --hash=sha256:$hash"); then
            say "$pin could not be fetched (the reason is above); check the network, then run the same command again. Nothing is half-installed."
            exit 1
        fi
        wheel=$(ls "$cache/wheels/${name//-/_}-$version"-*.whl | head -n 1)
    fi
    say "unpacking $name $version"
    unpack "$name" "$version" "$wheel"
done <"$here/wheels.lock"
