#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# wheels.sh [SECTION…]: fetches the wheels of wheels.lock (default section: cpu), checks their hashes and unpacks each once
# into ${XDG_CACHE_HOME:-~/.cache}/lineside/deps. Without anything to do it uses no network and changes nothing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lineside
sections=("${@:-cpu}")

say() { echo "lineside: $*" >&2; }
fail() { say "$*"; exit 1; }

# The lines of the lock that are wanted and not yet there: "folder pin hash pattern…". A stamp holds pin and hash.
pending() {
    local section pin hash patterns folder
    while read -r section pin hash patterns; do
        [[ $section != \#* && " ${sections[*]} " == *" $section "* ]] || continue
        folder=$cache/deps/${pin%%==*}
        [ "$section" = cpu ] || folder=$cache/deps/$section/${pin%%==*}
        [ "$(cat "$folder/.stamp" 2>/dev/null)" = "$pin $hash" ] || echo "$folder $pin $hash $patterns"
    done < <(grep . "$here/wheels.lock")
}

find_wheel() {  # pin folder
    local name=${1%%==*}
    find "$2" -maxdepth 1 -name "${name//-/_}-${1##*==}-*.whl" | head -n 1
}

fetch() {  # pin hash
    local platform platforms=() into=$scratch/fetch errors wheel
    for platform in 2_28 2_27 2_25 2_18 2_17 2_12; do platforms+=(--platform "manylinux_${platform}_x86_64"); done
    platforms+=(--platform manylinux2014_x86_64 --platform manylinux2010_x86_64)
    say "fetching $1"
    echo "$1 --hash=sha256:$2" >"$scratch/pin"
    # Debian's own Python, because its pip is what packages.txt installs; pip keeps to the user's own index settings.
    # Its progress goes to the screen; its complaints are kept, to be said as one sentence.
    if ! errors=$(TMPDIR=$scratch /usr/bin/python3 -m pip download --no-deps --only-binary=:all: --require-hashes \
        --python-version 3.11 "${platforms[@]}" --no-cache-dir --disable-pip-version-check -d "$into" -r "$scratch/pin" \
        2>&1 >&4); then
        case $errors in
            *'DO NOT MATCH THE HASHES'*)
                fail "the package index gave a $1 whose hash is not the one in wheels.lock; it was not kept." ;;
            *'No space left'*) fail "the disk is full: $1 could not be kept in $cache." ;;
        esac
        fail "$1 could not be fetched; check the network, then run the same command again." \
            "pip said: $(grep -E 'E(RROR|rror)' <<<"$errors" | tail -n 1 || true)"
    fi
    wheel=$(find_wheel "$1" "$cache/wheels")
    [ -z "$wheel" ] || rm "$wheel"  # one that was damaged
    wheel=$(find_wheel "$1" "$into")
    mv "$wheel" "$cache/wheels/"
}

unpack() {  # folder pin hash wheel pattern…
    local folder=$1 pin=$2 hash=$3 wheel=$4 work=$scratch/unpack
    shift 4
    say "unpacking $pin"
    mkdir "$work"
    unzip -q "$wheel" "$@" '*.dist-info/*' -d "$work" </dev/null \
        || fail "$(basename "$wheel") could not be unpacked into $cache; is the disk full?"
    echo "$pin $hash" >"$work/.stamp"
    sync -f "$work"
    # Two renames: a reader finds the old folder or the new one, and nothing is taken away before the new one is whole.
    mkdir -p "$(dirname "$folder")"
    [ ! -e "$folder" ] || mv "$folder" "$scratch/old"
    mv "$work" "$folder"
    rm -rf "$scratch/old"
}

[ -n "$(pending)" ] || exit 0
[ "$(uname -m)" = x86_64 ] || fail "the pinned libraries are made for x86_64 only; this machine is $(uname -m)."
mkdir -p "$cache/wheels" "$cache/deps" 2>/dev/null || fail "$cache cannot be written; set XDG_CACHE_HOME to a folder that can."
theirs="$cache cannot be written; give it back to yourself (chown) or set XDG_CACHE_HOME to a folder that can."
{ exec 9>"$cache/.lock"; } 2>/dev/null || fail "$theirs"
flock -n 9 || { say "another set-up is running; waiting for it"; flock 9; }
rm -rf "$cache"/.setup-*  # of one that was killed
scratch=$(mktemp -d "$cache/.setup-XXXXXX" 2>/dev/null) || fail "$theirs"
exec 4>&1
trap 'rm -rf "$scratch"' EXIT
pending >"$scratch/pending"
while read -r folder pin hash patterns <&3; do
    wheel=$(find_wheel "$pin" "$cache/wheels")
    if [ -z "$wheel" ] || [ "$(sha256sum "$wheel" | cut -d' ' -f1)" != "$hash" ]; then
        fetch "$pin" "$hash"
        wheel=$(find_wheel "$pin" "$cache/wheels")
    fi
    set -f  # the patterns are for unzip, not for this shell
    # shellcheck disable=SC2086
    unpack "$folder" "$pin" "$hash" "$wheel" $patterns
    set +f
done 3<"$scratch/pending"
