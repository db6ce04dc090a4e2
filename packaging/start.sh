#!/usr/bin/env bash
# Sets everything up when something is missing, then opens the window.
#   bash packaging/start.sh           the worked example
#   bash packaging/start.sh FILE      a document or assessment JSON
#   bash packaging/start.sh --new     the start page
#   bash packaging/start.sh --setup   only sets up
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

need_packages "${window_packages[@]}"
need_environment

case "${1:-}" in
    --setup) exit 0 ;;
    --new) shift ;;
    "")
        for example in "$root"/resources/examples/*.json; do
            [ -f "$example" ] && set -- "$example" && break
        done
        ;;
esac
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    say "assessor: there is no display here, so no window can open. The commands work without one:"
    say "  $environment/bin/assessor --help"
    exit 2
fi
exec "$environment/bin/assessor" "$@"
