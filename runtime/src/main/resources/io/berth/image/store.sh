# A store's releases: how one is written, sealed and named. For scripts that have slot/say.sh's words.
# fd 8: the image's lock. fd 6: the lock of what is being written, held by the script and all that it starts.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154  # variables are the scripts' that are made of this

umask 077
export LC_ALL=C
work=
# what a script takes back at its end, whatever the end is
undo=

store_open() { # DIR IMAGE ; sets image: its directory, made where it is not there
    need flock util-linux
    case $2 in '' | */* | .* | -*) fail "'$2' cannot be an image" 'letters, digits, - and .' ;; esac
    image=$1/$2
    mkdir -p "$image/releases" "$image/aliases" "$image/used" "$image/sources" "$image/work"
}

store_lock() {
    exec 8>>"$image/lock"
    flock 8
}

store_unlock() {
    exec 8>&-
}

told() { # RELEASE KEY -> what its record says
    sed -n "s/^$2 //p" "$image/releases/$1/release"
}

# The releases, one a line, the newest first.
releases() {
    for record in "$image"/releases/*/release; do
        [ -f "$record" ] || continue
        name=${record%/release}
        printf '%s %s\n' "$(sed -n 's/^made //p' "$record")" "${name##*/}"
    done | sort -r | cut -d ' ' -f 2
}

# The release of that name or alias; nothing if there is none.
release_named() { # NAME
    case $1 in '' | */* | .* | -*) return 0 ;; esac
    named=$1
    if [ -L "$image/aliases/$1" ]; then
        named=$(readlink -- "$image/aliases/$1")
        named=${named##*/}
    fi
    [ ! -f "$image/releases/$named/release" ] || printf '%s\n' "$named"
}

# The newest of that digest; nothing if there is none.
release_of() { # DIGEST
    releases | while read -r name; do
        if [ "$(told "$name" digest)" = "$1" ]; then
            printf '%s\n' "$name"
            break
        fi
    done
}

# Keeps it from being pruned for as long as this script, or what it starts, lives. Sets release.
release_read() { # NAME
    store_lock
    release=$(release_named "$1")
    [ -n "$release" ] || fail "there is no release '$1' of image ${image##*/}" "'berth image list' shows those that are there"
    exec 5<"$image/releases/$release/release"
    flock --shared 5
    store_unlock
}

# Sets work, a directory that goes away with the script: at its end, or when the next one finds its lock held by nobody.
work_begin() { # RUN
    trap work_end EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 141' PIPE
    trap 'exit 143' TERM
    store_lock
    work_reap
    [ ! -e "$image/work/$1.$$" ] || fail "$image/work/$1.$$ is still written to by what a dead run has left" 'wait for its end'
    work=$image/work/$1.$$
    mkdir "$work"
    exec 6>"$work/lock"
    flock 6
    store_unlock
    mkdir "$work/new"
}

work_end() {
    [ -z "$undo" ] || $undo || true
    [ -z "$work" ] || rm -rf --one-file-system -- "$work"
}

work_reap() {
    for left in "$image"/work/*/; do
        # what still has it open still writes
        if [ -d "$left" ] && flock --nonblock "${left}lock" true; then
            rm -rf --one-file-system -- "$left"
        fi
    done
}

# What is in $work/new becomes a release, and what the alias means. Where there is a release of that digest already, that one
# does. Sets release, and fresh to yes or no.
release_seal() { # FORM FILE FROM SOURCE RUN ALIAS
    phase digest
    digest=$(digest_of "$1" "$work/new/$2") || fail 'what was written cannot be read again' 'look at the disk of the store'
    fresh=no
    store_lock
    release=$(release_of "$digest")
    if [ -z "$release" ]; then
        store_unlock
        phase seal
        name=$(date -u +%Y-%m-%d)-$(printf '%.12s' "$digest")
        release_record "$@" >"$work/new/release"
        [ "$1" = tree ] || chmod 0400 "$work/new/$2"
        chmod 0400 "$work/new/release"
        chmod 0500 "$work/new"
        sync -f "$work/new/release"
        store_lock
        # somebody else may have made the same meanwhile
        release=$(release_of "$digest")
    fi
    if [ -z "$release" ]; then
        release=$name
        [ ! -e "$image/releases/$release" ] || fail "release $release is there, of another digest" 'remove that one, or wait a day'
        mv -T "$work/new" "$image/releases/$release"
        fresh=yes
    fi
    [ -z "$4" ] || ln -sfn "../releases/$release" "$image/sources/$4"
    [ -z "$6" ] || alias_put "$6" "$release"
    sync -f "$image/releases"
    store_unlock
    fact release "$release"
    fact fresh "$fresh"
}

release_record() { # FORM FILE FROM SOURCE RUN -> its lines
    printf 'image %s\nname %s\n' "${image##*/}" "$name"
    printf 'form %s\nfile %s\ndigest %s\n' "$1" "$2" "$digest"
    [ "$1" = disk ] || printf 'listed %s\n' "$(listed_of "$work/new/$2")"
    [ "$1" = tree ] || printf 'packed %s\n' "$(sum_of "$work/new/$2")"
    printf 'bytes %s\n' "$(du -s --apparent-size -B 1 "$work/new/$2" | cut -f 1)"
    printf 'files %s\n' "$(find "$work/new/$2" -mindepth "$([ "$1" = tree ] && echo 1 || echo 0)" -printf x | wc -c)"
    printf 'made %s\n' "$(date -u +%Y-%m-%dT%H:%M:%S.%NZ)"
    printf 'from %s' "$3" | tr -c '[:print:]' '?'
    echo
    printf 'run %s\n' "$5"
}

alias_put() { # ALIAS RELEASE ; under the lock
    ln -sfn "../releases/$2" "$image/aliases/.$1.new"
    mv -fT "$image/aliases/.$1.new" "$image/aliases/$1"
}

# Which go when so many stay: neither among the newest, nor by an alias, nor on a slot, nor being read. Under the lock. With unnamed an alias
# is no reason to stay.
prunable() { # KEEP [unnamed]
    releases | tail -n "+$(($1 + 1))" | while read -r name; do
        [ "${2:-}" = unnamed ] || [ "$(find "$image/aliases" -lname "*/$name" | head -n 1)" = '' ] || continue
        ! grep -qsx -e "[a-z]* $name" "$image"/used/* || continue
        if flock --nonblock "$image/releases/$name/release" true; then printf '%s\n' "$name"; fi
    done
}

release_prune() { # KEEP [unnamed]
    store_lock
    prunable "$1" "${2:-}" >"$work/list"
    while read -r name; do
        mv -T "$image/releases/$name" "$work/$name"
        say "removed $name"
    done <"$work/list"
    find "$image/sources" -xtype l -delete
    store_unlock
}
