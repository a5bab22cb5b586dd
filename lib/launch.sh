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

# Whether the arguments run a schedule whose inventory is the lab.
schedules_lab() {
    [ "${1-} ${2-}" = 'schedule run' ] || return 1
    shift 2
    for word in "$@"; do
        case $word in
        -*) ;;
        *) grep -qF '"--inventory=lab"' "${XDG_STATE_HOME:-$HOME/.local/state}/berth/schedules/$word/schedule.json" 2>/dev/null && return 0 ;;
        esac
    done
    return 1
}

# Sets java to that of the newest JDK from 17 on; JAVA_HOME goes before all. Starts no process: every start pays for it.
find_java() {
    java=
    if [ -n "${JAVA_HOME-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        java=$JAVA_HOME/bin/java
        return 0
    fi
    best=16
    for home in /usr/lib/jvm/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
        if ! [ -x "$home/bin/java" ] || ! [ -r "$home/release" ]; then
            continue
        fi
        read_release "$home"
        if [ "$feature" -gt "$best" ]; then
            best=$feature
            java=$home/bin/java
        fi
    done
    [ -n "$java" ]
}

# Sets feature to the version of a JDK (17), and build to the whole of it (17.0.15+6-Debian-1), as its release file has them.
read_release() { # HOME
    feature=0 build=
    while IFS='=' read -r name value; do
        value=${value#\"} value=${value%\"}
        case $name in
        JAVA_VERSION) feature=${value%%[!0-9]*} ;;
        JAVA_RUNTIME_VERSION) build=$value ;;
        esac
    done <"$1/release"
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
    # a library of an earlier build would be on the class path, and archives are of the jars that are replaced now
    rm -rf "$1/runtime/target/lib" "$1/runtime/target/start"
    (cd "$1" && mvn -B -q -Dmaven.test.skip=true package) >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        die "the build failed; its output is above"
    }
    : >"$1/runtime/target/built"
}

# Sets classpath to the jars of a build, always in the same order: an archive is good for one class path. Java opens jars until it
# has found what it looks for, and reads their whole lists of contents: what every run needs comes first, what is large and seldom
# needed last.
find_classpath() { # ROOT
    classpath='' large='' seldom=''
    for jar in "$1"/runtime/target/berth-runtime-*.jar "$1"/runtime/target/lib/berth-*.jar "$1"/runtime/target/lib/*.jar; do
        case $classpath$large$seldom in
        *"$jar"*) continue ;;
        esac
        case ${jar##*/} in
        commons-*.jar | xz-*.jar | zstd-jni-*.jar) seldom=$seldom:$jar ;;
        berth-bouncycastle-*.jar | bc*.jar | freemarker-*.jar | groovy-*.jar) large=$large:$jar ;;
        *) classpath=${classpath:+$classpath:}$jar ;;
        esac
    done
    classpath=$classpath$large$seldom
}

# Sets feature to the JVM's version, and archive to the option by which it begins with the classes loaded that a run needs,
# which halves the time of a start. The archive is made when it is first missed. A JVM takes none that does not fit it or its
# jars, and says nothing.
find_archive() { # ROOT JAVA ARGUMENT...
    root=$1 jvm=$2
    shift 2
    feature=0 archive=''
    home=${jvm%/bin/java}
    if ! [ -r "$home/release" ]; then
        home=$(readlink -f -- "$jvm") && home=${home%/bin/java}
        [ -r "$home/release" ] || return 0
    fi
    read_release "$home"
    file=$root/runtime/target/start/$build
    if [ "$feature" -ge 25 ]; then option=-XX:AOTCache; else option=-XX:SharedArchiveFile; fi
    # shellcheck disable=SC3013 # -nt is in every sh there is, and in POSIX since 2024
    if ! [ "$file" -nt "${classpath%%:*}" ]; then
        make_archives "$root" "$jvm" "$file" || return 0
    elif [ -e "$file-alone" ] && has_sshd; then
        make_archives "$root" "$jvm" "$file" || :
    fi
    # From 25 on a JVM loads at each start all that its archive has: there is one more without Groovy.
    if [ -s "$file-known" ] && are_known "$@"; then
        file=$file-known
    fi
    if [ -s "$file" ]; then
        # shellcheck disable=SC2034  # for the launcher
        archive=$option=$file
    fi
}

# Whether what the arguments name was probably parsed before, and Groovy is not needed: no playbook was changed since the last time that
# berth read one. It matters for speed only.
are_known() {
    case ${1-} in
    run | plan | graph | check | resume) ;;
    *) return 1 ;;
    esac
    kept=${XDG_CACHE_HOME:-$HOME/.cache}/berth/playbooks
    for word in "$@"; do
        case $word in
        *.groovy)
            # shellcheck disable=SC3013 # as above
            [ "$kept" -nt "$word" ] || return 1
            ;;
        esac
    done
}

# Whether this machine has an sshd for the training, which makes better archives with one.
has_sshd() {
    [ -x /usr/sbin/sshd ] && [ -d /run/sshd ]
}

# Makes them. Fails if they cannot be kept, or another start is about it.
make_archives() { # ROOT JAVA FILE
    mkdir -p "${3%/*}" 2>/dev/null && [ -w "${3%/*}" ] || return 1
    (
        flock -n 9 || exit 1
        say "making starts quick for this JVM, once"
        rm -f "$3-alone"
        has_sshd || : >"$3-alone"
        work=$(mktemp -d "$3.XXXXXX") || exit 1
        trap 'rm -rf "$work"' EXIT
        mkdir "$work/site"
        make_archive "$1" "$2" "$work/site" "$work/archive"
        if [ "$option" = -XX:AOTCache ]; then
            # What the first training parsed is known to the second.
            make_archive "$1" "$2" "$work/site" "$work/known"
            mv -f "$work/known" "$3-known"
        fi
        mv -f "$work/archive" "$3"
    ) 9>"${3%/*}/lock"
}

# Makes one, or an empty file where that fails. One that is cut short would end the JVM: it is tried, and on the disk.
make_archive() { # ROOT JAVA SITE FILE
    if ! train "$@" >"$4.log" 2>&1 </dev/null ||
        ! "$2" -XX:+UseSerialGC "$option=$4" -cp "$classpath" io.berth.cli.Main --version >"$4.log" 2>&1 </dev/null ||
        ! sync "$4"; then
        : >"$4"
    fi
}

train() { # ROOT JAVA SITE FILE
    root=$1 jvm=$2 site=$3
    case $option in
    # Compiled by C1: what C2 learnt would have the JVM compile far more, far earlier, than a short command is worth. But what C1 compiled
    # here stays with C1 for good wherever the archive is used. So what only C2 has the processor's instructions for is not compiled:
    # the inner parts of ciphers and digests, a twentieth as fast without them.
    -XX:AOTCache)
        set -- -XX:AOTCacheOutput="$4" -XX:TieredStopAtLevel=1 -XX:CompileCommand=quiet
        for code in 'com.sun.crypto.provider.GHASH::*' 'com.sun.crypto.provider.CounterMode::*' 'com.sun.crypto.provider.AESCrypt::*' \
            'com.sun.crypto.provider.GCTR::*' 'com.sun.crypto.provider.GaloisCounterMode::impl*' \
            'sun.security.provider.SHA2::*' 'sun.security.provider.DigestBase::impl*' 'java.util.Base64*::*'; do
            set -- "$@" "-XX:CompileCommand=exclude,$code"
        done
        ;;
    *) set -- -XX:ArchiveClassesAtExit="$4" ;;
    esac
    XDG_STATE_HOME=$site XDG_CACHE_HOME=$site "$jvm" -Djdk.reflect.useNativeAccessorOnly=true -XX:+UseSerialGC -Xlog:disable -Xlog:all=off "$@" \
        -Dberth.home="$root" -cp "$classpath" io.berth.cli.Training "$site"
}
