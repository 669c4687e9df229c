#!/usr/bin/env bash
# Build the image and try it as it is meant to run. For a person: `make image`.
#
# With Docker, or a Podman that can pull, the image is built from the official base
# and stays as customer-profile-bot. Without either, on a Debian as root, the base is
# made from Debian's packages: it resembles the official one, no more, so everything
# made is removed again, except the tools from apt.
set -euo pipefail
cd "$(dirname "$0")/.."

IMAGE=customer-profile-bot
PYTHON=${PYTHON:-.venv/bin/python}
TOOLS=(buildah podman runc debootstrap)
ROOM_MB=3000 # a home-made try takes up to about half of this
WORK=

main() {
    [ "$(uname -s)" = Linux ] ||
        fail "This needs Linux: the container must reach a simulator on the loopback."
    "$PYTHON" -c 'import aiohttp' ||
        fail "$PYTHON lacks the bot's libraries. Start this by: make image"
    if works docker info; then
        with_engine docker
    elif works timeout --foreground 60 podman pull --quiet "$(base_image)"; then
        with_engine podman
    elif [ "$(id -u)" = 0 ] && works command -v apt-get; then
        with_home_made_base
    else
        fail "No Docker or Podman here can get $(base_image)." \
            "As root on a Debian this script can make a base of its own."
    fi
}

with_engine() {
    say "Building with $1 from $(base_image)"
    "$1" build --tag "$IMAGE" .
    try_it "$1"
    say "The image stays here as $IMAGE."
}

with_home_made_base() {
    say "No engine with an official base here: making a base from Debian's packages"
    WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/try-image.XXXXXX")
    trap clean_up EXIT
    trap 'exit 143' TERM # after the tool at work, which must not lose its folder
    need_room
    need_tools
    set_tools_up
    make_base
    say "Building the image on it"
    # The certificates of this machine are lent, so that pip trusts what it trusts.
    timeout --foreground 1800 buildah bud --quiet --isolation chroot --pull-never \
        --format docker --volume /etc/ssl/certs:/etc/ssl/certs:ro \
        --build-arg "PYTHON_VERSION=$PYTHON_VERSION" --tag "$IMAGE" . >/dev/null
    try_it podman
    say "Mind: the base was home-made; the official one may differ in its packages."
}

try_it() {
    "$PYTHON" -m scripts.try_image "$1" "$IMAGE"
}

# The base the Dockerfile asks for, for example python:3.11-slim.
base_image() {
    local version
    version=$(sed -n 's/^ARG PYTHON_VERSION=//p' Dockerfile)
    echo "python:$version-slim"
}

need_room() {
    local free
    free=$(df --output=avail -m "$WORK" | tail -n 1)
    [ "$free" -ge "$ROOM_MB" ] ||
        fail "$free MB are free for $WORK; $ROOM_MB are needed. TMPDIR moves it."
}

need_tools() {
    local tool missing=()
    for tool in "${TOOLS[@]}"; do
        works command -v "$tool" || missing+=("$tool")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing ${missing[*]} (they stay)"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null
}

# Everything the tools keep goes below $WORK, whatever else they hold on this machine.
# The chosen parts ask least of a machine: no overlay file system, no systemd, no
# second control group hierarchy, no raised limits.
set_tools_up() {
    cat >"$WORK/storage.conf" <<CONF
[storage]
driver = "vfs"
graphroot = "$WORK/storage"
runroot = "$WORK/run"
CONF
    cat >"$WORK/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
runtime = "runc"
static_dir = "$WORK/libpod"
tmp_dir = "$WORK/tmp"
volume_path = "$WORK/volumes"
CONF
    export CONTAINERS_STORAGE_CONF="$WORK/storage.conf"
    export CONTAINERS_CONF="$WORK/containers.conf"
}

# A small Debian with its Python, under the name that the Dockerfile asks for.
make_base() {
    local suite root="$WORK/root" container
    # shellcheck source=/dev/null
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    say "Unpacking Debian $suite (a minute or two)"
    # A mount namespace of its own takes /proc away again, however debootstrap ends.
    timeout --foreground 1200 unshare --mount debootstrap \
        --variant=minbase --include=ca-certificates,python3-venv \
        "$suite" "$root" >"$WORK/debootstrap.log" 2>&1 ||
        fail "debootstrap failed: $(tail -n 3 "$WORK/debootstrap.log")"
    ln -s /usr/bin/python3 "$root/usr/local/bin/python"
    PYTHON_VERSION=$(chroot "$root" python -c \
        'import sys; print("%d.%d" % sys.version_info[:2])')
    container=$(buildah from scratch)
    buildah add --quiet "$container" "$root" / >/dev/null
    buildah commit --quiet --rm --format docker "$container" \
        "localhost/python:$PYTHON_VERSION-slim" >/dev/null
    rm -rf --one-file-system "$root"
}

# Whatever an interrupted tool may have left mounted there is not deleted through.
clean_up() {
    rm -rf --one-file-system "$WORK"
}

works() {
    "$@" >/dev/null 2>&1 </dev/null
}

say() {
    echo "== $*"
}

fail() {
    echo "$*" >&2
    exit 1
}

main
