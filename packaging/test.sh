#!/usr/bin/env bash
# Sets everything up when something is missing, then runs every check. Ends with pytest's closing line.
#   bash packaging/test.sh [PYTEST ARGUMENTS]
# With the variable CI set, a check whose tool is missing fails instead of being skipped.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$root"

# Programs of others give a second opinion on our files and drive a real window.
need_packages "${window_packages[@]}" xvfb xauth xdotool imagemagick poppler-utils mupdf-tools qpdf openssl \
    fonts-noto-cjk git softhsm2
need_environment dev

missing=()
for tool in xvfb-run xauth xdotool pdfsig pdftotext pdftoppm mutool qpdf openssl softhsm2-util; do
    command -v "$tool" >/dev/null 2>&1 || missing+=("$tool")
done
if [ "${#missing[@]}" -gt 0 ]; then
    say "Missing tools, so some checks cannot run: ${missing[*]}"
    [ -z "${CI:-}" ] || exit 1
fi

bin="$environment/bin"
say "== style"
"$bin/ruff" check .
"$bin/ruff" format --check .
say "== types"
"$bin/mypy"
say "== layers"
"$bin/lint-imports"
say "== editions"
"$bin/assessor" lint --language en
say "== tests"
# Tests draw off screen; those that want a real window start their own display.
export QT_QPA_PLATFORM=offscreen
exec "$bin/pytest" -n auto --dist loadgroup --cov --cov-report=term:skip-covered "$@"
