# Shared by the scripts in this folder; sourced, never run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out="$root/out"
bin="$out/bin"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

# An ordinary user's engine (deploy/up --rootless) lives in the user's directories.
if [ "$(id -u)" = 0 ]; then
    state=/var/lib run=/run config=/etc
else
    state=${XDG_DATA_HOME:-$HOME/.local/share} run=${XDG_RUNTIME_DIR:-/tmp/run-$(id -u)} config=${XDG_CONFIG_HOME:-$HOME/.config}
fi
export ACTORENGINE_STATE=${ACTORENGINE_STATE:-$state/actorengine}
export ACTORENGINE_RUN=${ACTORENGINE_RUN:-$run/actorengine}
export ACTORENGINE_CONFIG=${ACTORENGINE_CONFIG:-$config/actorengine}
export ACTORENGINE_HOST=${ACTORENGINE_HOST:-unix://$ACTORENGINE_RUN/engine.sock}

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

need_root() {
    [ "$(id -u)" = 0 ] || die "containers need root: run it as root (sudo $0)"
}

# need_packages COMMAND=PACKAGE ...: installs the Debian packages whose command is missing.
need_packages() {
    local pair missing=()
    for pair in "$@"; do
        case ${pair%%=*} in
            /*) [ -e "${pair%%=*}" ] || missing+=("${pair#*=}") ;;
            *) command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}") ;;
        esac
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "missing: ${missing[*]}; install them with your package manager and call again"
    say "installing: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null; } ||
        die "apt-get could not install: ${missing[*]}"
}

# need_commands COMMAND=PACKAGE ...: names the packages whose command is missing, for those who may not install them.
need_commands() {
    local pair missing=()
    for pair in "$@"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} = 0 ] || die "missing: ${missing[*]}; have root install them (apt-get install ${missing[*]}) and call again"
}

# The small process that holds the namespaces of an ordinary user's engine, and the one that looks after it; nothing where there is none.
holder() { named holder actorengine-holder; }
keeper() { named keeper rootless-keeper; }
named() {
    local pid
    pid=$(cat "$ACTORENGINE_RUN/$1.pid" 2>/dev/null) && grep -qs "$2" "/proc/$pid/cmdline" && echo "$pid" || true
}

need_dotnet() {
    command -v dotnet >/dev/null || die "the .NET SDK (10.0 or later) is missing: install package dotnet-sdk-10.0 and call again"
}

need_runtime_packages() {
    need_packages runc=runc crun=crun nft=nftables /bin/busybox=busybox-static /usr/bin/tini-static=tini clang=clang /usr/include/zlib.h=zlib1g-dev
}

daemon_answers() { [ -x "$bin/actorctl" ] && timeout 5 "$bin/actorctl" info >/dev/null 2>&1; }
