# shellcheck shell=sh
# What the launcher and the test command share: finding a JDK, installing packages, building.

die() {
    printf 'berth: %s\n' "$1" >&2
    exit 2
}

say() {
    printf 'berth: %s\n' "$1" >&2
}

# Whether the arguments name the lab as an inventory: -i lab, -ilab, --inventory lab, --inventory=lab.
wants_lab() {
    before=
    for word in "$@"; do
        case $before in
        -i | --inventory) [ "$word" != lab ] || return 0 ;;
        esac
        case $word in
        -ilab | -i=lab | --inventory=lab) return 0 ;;
        --) return 1 ;;
        esac
        before=$word
    done
    return 1
}

# Whether the arguments resume a run whose inventory was the lab: its journal begins with what was asked for.
resumes_lab() {
    [ "${1-}" = resume ] || return 1
    shift
    runs=${XDG_STATE_HOME:-$HOME/.local/state}/berth/runs
    for word in "$@"; do
        case $word in
        -*) continue ;;
        last) word=$(find "$runs" -mindepth 1 -maxdepth 1 -type d -name '[0-9]*' | sort | tail -n 1) && word=${word##*/} ;;
        esac
        for run in "$runs/$word"*; do
            if head -n 1 "$run/journal.jsonl" 2>/dev/null | grep -q '"inventories":\[[^]]*"lab"'; then
                return 0
            fi
        done
    done
    return 1
}

# Prints the java of the newest JDK from 17 on; JAVA_HOME goes before all.
find_java() {
    if [ -n "${JAVA_HOME-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        printf '%s\n' "$JAVA_HOME/bin/java"
        return 0
    fi
    best=0
    best_java=
    for home in /usr/lib/jvm/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
        if ! [ -x "$home/bin/java" ] || ! [ -r "$home/release" ]; then
            continue
        fi
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        if [ "${version:-0}" -gt "$best" ]; then
            best=$version
            best_java=$home/bin/java
        fi
    done
    [ "$best" -ge 17 ] || return 1
    printf '%s\n' "$best_java"
}

# Installs Debian packages that are not there yet.
install_packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || die "these are needed, and apt-get is not here to install them:$missing"
    [ "$(id -u)" = 0 ] || die "these are needed; run as root, or install them yourself:$missing"
    say "installing$missing"
    # A list of packages that is there may be too old for what is on the servers by now: try, then renew it.
    # shellcheck disable=SC2086 # a list of words
    apt_install $missing >/dev/null 2>&1 || { apt-get -qq update && apt_install $missing; } >&2 ||
        die "apt-get could not install$missing"
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends install "$@" </dev/null
}

# Whether a source is newer than the last build.
is_stale() {
    ! [ -e "$1/runtime/target/built" ] ||
        [ -n "$(find "$1/pom.xml" "$1"/*/pom.xml "$1"/*/src/main -newer "$1/runtime/target/built" -print -quit)" ]
}

# Builds what a checkout needs to run, if a source is newer than the last build; of several at once, one builds.
build_if_needed() {
    root=$1
    if ! [ -e "$root/pom.xml" ] || ! is_stale "$root"; then
        return 0
    fi
    if ! command -v mvn >/dev/null || ! [ -x "$(dirname "$2")/javac" ]; then
        install_packages openjdk-17-jdk-headless maven
    fi
    mkdir -p "$root/runtime/target"
    (
        flock 9
        if is_stale "$root"; then
            say "building"
            build "$root"
        fi
    ) 9>"$root/runtime/target/build.lock"
}

build() {
    log=$1/runtime/target/build.log
    (cd "$1" && mvn -B -q -Dmaven.test.skip=true package) >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        die "the build failed; its output is above"
    }
    : >"$1/runtime/target/built"
}
