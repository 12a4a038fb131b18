# Sourced by the four doors beside it: where the tools live and which compiler is used.
# Nothing is installed here; `script/setup` does that and records its choice of compiler.
top="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
tools="${GOLDEN_THREAD_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/golden-thread}"
export PATH="$tools/bin:$top/node_modules/.bin:$HOME/.cargo/bin:$PATH"
# The wasm-capable compiler: a rustup toolchain name, or empty for the default one.
if [ -s "$tools/toolchain" ]; then
    RUSTUP_TOOLCHAIN="$(cat "$tools/toolchain")"
    export RUSTUP_TOOLCHAIN
fi
# Trunk reads NO_COLOR as a truth value and refuses "1".
unset NO_COLOR
say() { printf '%s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
