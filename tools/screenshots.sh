#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures in docs/images anew, from the real program on the demo line; nothing of the user's is read or written.
# First: make build; apt-get install xvfb openbox xdotool imagemagick. Then: tools/screenshots.sh
set -euo pipefail
[ -n "${LINESIDE_SCREEN-}" ] || LINESIDE_SCREEN=1 exec xvfb-run -a -s "-screen 0 1440x900x24" bash "$0"

cd "$(dirname "$0")/.."
bin=$PWD/build/release/bin weights=$PWD/resources/weights images=$PWD/docs/images
width=1280 height=800
own=$(mktemp -d)
export HOME=$own XDG_CONFIG_HOME=$own/config XDG_DATA_HOME=$own/data XDG_RUNTIME_DIR=$own/run QT_SCALE_FACTOR=1
mkdir -p "$XDG_CONFIG_HOME/lineside" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
printf '[firstRun]\nclosed=true\n[interface]\nlanguage=en\ntheme=light\n' > "$XDG_CONFIG_HOME/lineside/lineside.conf"
openbox & manager=$!
sleep 1
"$bin/lineside" & program=$!
trap 'kill $program $manager 2> /dev/null || true; wait; rm -rf "$own"' EXIT

# wait_for COMMAND…: tries for a minute.
wait_for() {
    for _ in $(seq 120); do "$@" > /dev/null 2>&1 && return; sleep 0.5; done
    echo "did not come true within a minute: $*" >&2
    exit 1
}
status_says() { "$bin/linesidectl" status --json | tr -d ' ' | grep -q "$1"; }
key() { for each in "$@"; do xdotool key "$each"; sleep 0.5; done; }
click() { xdotool mousemove --window "$window" "$1" "$2" click 1; sleep 1; }
# offer STATION FILE: as a person without a mouse does it.
offer() {
    key "$1" ctrl+o
    wait_for xdotool search --onlyvisible --name '^Import and offer'
    sleep 1
    key ctrl+a
    xdotool type --delay 10 "$weights/$2"
    key Return
}
# picture NAME: the window alone; 255 colours are enough and keep the file small.
picture() { import -window "$window" +dither -colors 255 "PNG8:$images/$1.png"; }

wait_for xdotool search --onlyvisible --name '^Lineside$'
window=$(xdotool search --onlyvisible --name '^Lineside$' | head -n 1)
xdotool windowmove "$window" 0 0 windowsize --sync "$window" $width $height
wait_for status_says '"model":"line-v1"'
sleep 15  # some parts pass
picture live

offer 2 line-v2.pt
click $((width - 100)) $((height - 25))  # the place of the offered files: opens their cards
wait_for status_says '"offered":"line-v2"'
sleep 3
picture offered

offer 3 line-v2-wrong-labels.pt
sleep 8
picture refused

click $((width - 100)) $((height - 25))
key 2 c
click 587 150  # Start comparison
sleep 20
picture compare
