#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# setup.sh: puts the peers of requirements.lock, which `make bench PEERS=1` measures beside Lineside, into a Python environment of their own
# in ${XDG_CACHE_HOME:-~/.cache}/lineside/peers and prints its interpreter. Where it is already there, no network is used and nothing changes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lineside
folder=$cache/peers

say() { echo "lineside: $*" >&2; }
fail() { say "$*"; exit 1; }
is_there() { [ "$(cat "$folder/.stamp" 2>/dev/null)" = "$wanted" ]; }
finish() { echo "$folder/bin/python"; exit 0; }

wanted=$(cat "$here/requirements.lock" "$here/triton.lock" | sha256sum)
is_there && finish
[ "$(uname -m)" = x86_64 ] || fail "the pinned peers are made for x86_64 only; this machine is $(uname -m)."
mkdir -p "$cache" 2>/dev/null && { exec 9>"$cache/.peers-lock"; } 2>/dev/null \
    || fail "$cache cannot be written; give it back to yourself (chown) or set XDG_CACHE_HOME to a folder that can."
flock -n 9 || { say "another set-up of the peers is running; waiting for it"; flock 9; }
is_there && finish
rm -rf "$cache"/.peers-*/  # of one that was killed
scratch=$(mktemp -d "$cache/.peers-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

say "fetching the peers (3 GB; 5.3 GB on the disk)"
# Debian's own Python and its pip, as in wheels.sh; without ensurepip, which is a package of its own.
/usr/bin/python3 -m venv --without-pip "$scratch/peers" || fail "no Python environment could be made in $cache (the reason is above)."
install() {  # lock option…
    TMPDIR=$scratch /usr/bin/python3 -m pip --python "$scratch/peers/bin/python" install --no-deps --only-binary=:all: --require-hashes \
        --no-cache-dir --disable-pip-version-check -r "$here/$1" "${@:2}" 2>&1 >>"$scratch/log"
}
if ! errors=$(install requirements.lock && install triton.lock --target "$scratch/peers/triton"); then
    case $errors in
        *'DO NOT MATCH THE HASHES'*) fail "the package index gave something whose hash is not the pinned one; nothing was kept." ;;
        *'No space left'*) fail "the disk is full: the peers need 9 GB in $cache while they are set up." ;;
    esac
    fail "the peers could not be fetched; check the network, then run the same command again." \
        "pip said: $(grep -E 'E(RROR|rror)' <<<"$errors" | tail -n 1 || true)"
fi
echo "$wanted" >"$scratch/peers/.stamp"
[ ! -e "$folder" ] || mv "$folder" "$scratch/old"
mv "$scratch/peers" "$folder"
finish
