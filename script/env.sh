# Sourced by the doors beside it: where the tools live, which compiler is used, and how cargo puts a tool there.
# Nothing is installed by sourcing it; `script/setup` does that and records its choice of compiler.
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
# Is there this line in what a program prints? All of it is read first: a reader that stops early
# (`grep -q`) makes the program fail on its closed pipe now and then, and with it the question.
prints() { # line, program…
    local line="$1" printed; shift
    printed="$("$@" 2>/dev/null)" || return 1
    case $'\n'"$printed"$'\n' in *$'\n'"$line"$'\n'*) ;; *) return 1 ;; esac
}
# Puts a tool of cargo's into the tools' folder. What is there under the name but is another version, or half installed, is
# written over.
cargo_install() { # crate, version, how long it takes, further arguments…
    say "Installing $1 $2 ($3, once)"
    env CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        cargo install --quiet "$1" --version "$2" --force --root "$tools" --target-dir "$tools/build" "${@:4}"
}
