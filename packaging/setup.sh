# Sourced by start.sh and test.sh: system packages only when missing, a virtual environment, the program in it.
# Running it again costs little: what is there is left alone.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
environment="${ASSESSOR_VENV:-$root/.venv}"

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        say "assessor: these packages need root and sudo is not there: $*"
        return 1
    fi
}

# need_packages NAME…: installs the Debian packages that are missing. A name may list alternatives: a|b.
need_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "assessor: no Debian package manager here; these must be there already: $*"
        return 0
    fi
    local missing=() name choice found updated=""
    for name in "$@"; do
        found=""
        for choice in ${name//|/ }; do
            if dpkg-query -W -f='${Status}' "$choice" 2>/dev/null | grep -q '^install ok installed$'; then
                found=yes
                break
            fi
        done
        [ -n "$found" ] || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "Installing system packages: ${missing[*]}"
    local wanted=()
    for name in "${missing[@]}"; do
        choice="$name"
        if [[ "$name" == *"|"* ]]; then
            # Which of the alternatives exists differs between Debian releases.
            if [ -z "$updated" ]; then as_root apt-get update -qq >&2; updated=yes; fi
            for choice in ${name//|/ }; do
                apt-cache show "$choice" >/dev/null 2>&1 && break
            done
        fi
        wanted+=("$choice")
    done
    [ -n "$updated" ] || as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >&2
}

# find_python: prints a Python of 3.11 or newer that can make virtual environments.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# need_environment EXTRA: the virtual environment with the program, and with [EXTRA] when one is named.
need_environment() {
    local extra="${1:-}" python what stamp fingerprint
    if ! python="$(find_python)"; then
        need_packages python3 python3-venv
        python="$(find_python)" || { say "assessor: Python 3.11 or newer is needed."; return 1; }
    fi
    if ! "$environment/bin/python" -c '' 2>/dev/null; then
        say "Making the virtual environment $environment"
        "$python" -m venv --clear "$environment"
    fi
    what="$root${extra:+[$extra]}"
    stamp="$environment/.assessor-installed${extra:+-$extra}"
    fingerprint="$root $(cksum <"$root/pyproject.toml")"
    if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$fingerprint" ]; then
        say "Installing the program and its libraries (once)"
        "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --editable "$what" >&2
        printf '%s' "$fingerprint" >"$stamp"
    fi
}

# What a real window needs beside PySide6, by Debian's names (older|newer).
window_packages=(
    libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libfontconfig1 libdbus-1-3 "libglib2.0-0|libglib2.0-0t64"
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1
)
