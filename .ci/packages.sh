# What `run` and `test` share: headlines, finding Rust, and installing what a machine lacks.
# Sourced by both; does nothing by itself.

headline() { printf '\n\033[1m== %s\033[0m\n' "$*" >&2; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# Packages of Debian and Ubuntu that the window loads while it runs (none is needed to build), with the reason.
window_packages() {
    cat <<'LIST'
libx11-6|opens the window under X
libx11-xcb1|opens the window under X
libxcb1|opens the window under X
libxcursor1|shows the pointer under X
libxi6|reads mouse and touch under X
libxkbcommon0|reads the keyboard
libxkbcommon-x11-0|reads the keyboard under X
libwayland-client0|opens the window under Wayland
libwayland-egl1|draws in a window under Wayland
libegl1|draws with OpenGL where there is no Vulkan
libgl1-mesa-dri|draws with OpenGL where there is no Vulkan
libvulkan1|draws with Vulkan
mesa-vulkan-drivers|draws with Vulkan, in software where there is no graphics card
libfontconfig1|finds typefaces for scripts that the program does not bring
libdbus-1-3|asks the desktop for its file dialogs
LIST
}

# Compiling Rust ends with the system's linker.
build_packages() {
    cat <<'LIST'
gcc|links the program
libc6-dev|links the program
ca-certificates|lets cargo check whom it downloads from
LIST
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Reads `package|reason` lines and installs those that are missing, after saying which and why.
install_missing() {
    local package reason missing=() administrator=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "This is neither Debian nor Ubuntu, so nothing is installed. Needed here:" >&2
        while IFS='|' read -r package reason; do echo "  $package: $reason" >&2; done
        return 0
    fi
    while IFS='|' read -r package reason; do
        is_installed "$package" && continue
        [ ${#missing[@]} -gt 0 ] || echo "Installing what this machine lacks:" >&2
        echo "  $package: $reason" >&2
        missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || { echo "Everything needed is installed." >&2; return 0; }
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Ask an administrator to run: apt-get install ${missing[*]}"
        administrator=(sudo)
    fi
    "${administrator[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
    "${administrator[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Rust comes from rustup or the distribution; it is the one thing that a person installs.
find_cargo() {
    if ! command -v cargo >/dev/null && [ -r "${CARGO_HOME:-$HOME/.cargo}/env" ]; then
        # shellcheck source=/dev/null
        . "${CARGO_HOME:-$HOME/.cargo}/env"
    fi
    command -v cargo >/dev/null || fail "Rust is not installed. Get version 1.95 or later from https://rustup.rs and start again."
}
