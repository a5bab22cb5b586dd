# The image's store, as the slot's host reaches it, and the release that is taken from there.
# Runs in a directory of the script's own.
# shellcheck shell=sh

# How the store is reached.
store_config() { # ADDRESS PORT USER KNOWN-HOSTS-LINES
    printf '%s\n' "$4" >known_hosts
    ssh_settings "$2" "$3" known_hosts 'Ciphers ^aes128-gcm@openssh.com
Compression no
ControlPath ./store
ControlPersist no' >ssh_config
}

# For the store's shell: TREE COMMAND... A store that lost its mount shows an empty directory, and copying that would
# erase the slot; so a command runs there, as root, only if the tree is one. An empty TREE: it has to do with none.
# shellcheck disable=SC2016
on_store='[ -z "$1" ] || for part in etc usr; do [ -d "$1/$part" ] && [ -n "$(ls -A "$1/$part")" ] || exit 44; done
shift
[ "$(id -u)" = 0 ] || exec sudo -n -- "$@"
exec "$@"'

store_command() { # TREE COMMAND... -> text for a remote shell
    printf 'sh -c %s sh' "$(quoted "$on_store")"
    for word; do printf ' %s' "$(quoted "$word")"; done
}

# Opens the release on its store, which pins it, or asks whether the tree is there: store_opened waits for the answer.
# The connection stays open and carries the copy, too: making one takes longer than a copy that finds little to do.
store_open() {
    store_at=$address
    [ -n "$address" ] || return 0
    if [ -n "$dir" ]; then
        asked=$(store_command '' sh -euc "$open_text" open.sh "$dir" "$image" "$release" "$who" hold)
    else
        asked=$(store_command "$tree" sh -c 'echo open && exec cat')
    fi
    mkfifo hold said
    exec 6<>hold # what cat reads on the store: nothing, until the connection ends
    ssh -F ssh_config -M -- "$address" "$asked" <hold >said &
    connection=$!
}
connection=
store_at=

# Sets, for a release: release (its name, whatever it was called), digest, form and tree (its path).
store_opened() {
    cached=no
    answer=0 told=
    if [ -n "$address" ]; then
        while [ -z "$told" ] && read -r line; do case $line in open*) told=$line ;; esac; done <said
        if [ -z "$told" ]; then
            answer=1
            wait "$connection" || answer=$?
        fi
    elif [ -n "$dir" ]; then
        told=$(sh -euc "$open_text" open.sh "$dir" "$image" "$release" "$who") || answer=$?
    else
        sh -c "$on_store" sh "$tree" true || answer=$?
    fi
    case $answer in
    0) ;;
    44) fail "${address:-this host} has no operating system in $tree: it needs etc and usr with something in them" \
        "build the image, or mount its store" ;;
    45) fail "the store ${address:-here} has no release '${release:-stable}' of $image in $dir" \
        "berth image list: what there is; make one, or mount the store" ;;
    255) fail "the store $address cannot be reached from this host, or is not who it should be" \
        "root of this host needs a key that the store accepts; try there: ssh $address true" ;;
    *) fail "the store ${address:-here} answered with status $answer" "see what it said" ;;
    esac
    [ -n "$dir" ] || return 0
    pinned=yes
    IFS=' ' read -r _ release digest form tree <<T
$told
T
    cache_open
}
pinned=
# whether the release is from this host's cache; empty: that has been told
cached=

# Where this host's cache has the release it is taken from there, as from a store of this host; it is pinned in both.
cache_open() {
    [ -n "$address" ] || return 0
    told=$(sh -euc "$open_text" open.sh "$state_dir/cache" "$image" "$release" "$who" 2>/dev/null) || return 0
    cached=yes
    IFS=' ' read -r _ _ cached_digest _ cached_tree <<T
$told
T
    if [ "$cached_digest" != "$digest" ]; then
        cache_settle -
        cached=no
        return
    fi
    say "from this host's cache: nothing of $image@$release travels"
    # shellcheck disable=SC2034
    address='' tree=$cached_tree
}

# What the cache may remove from now on; it has no pins of slots that never took anything from there.
cache_settle() { # NAME
    case $cached-$1 in
    -* | no--) ;;
    yes--) cache_pins "$image" '' '' ;;
    yes-*) cache_pins "$image" "$1" '' ;;
    no-*) cache_pins "$image" '' gone ;;
    esac
    [ -z "$cached" ] || [ "$1" = - ] || [ -z "$former_image" ] || [ "$former_image" = "$image" ] || cache_pins "$former_image" '' gone
    cached=
}

cache_pins() { # IMAGE NAME gone|''
    [ -d "$state_dir/cache" ] || return 0
    sh -euc "$settle_text" settle.sh "$state_dir/cache" "$1" "$2" "$who" "$3" 2>>"$log" || say "$1 stays pinned in this host's cache"
}
digest=
form=tree

# Begins to look on the store whether the release is still what it was when it was made: while the guest shuts down, or the next system is
# made. What is read as a disk is known by its digest.
store_look() {
    if [ -z "$dir" ] || [ "$form" = disk ]; then return 0; fi
    store_asks listed >looked.said 2>&1 9>&- &
    looking=$!
}
looking=

# Ends with 1 if it is not, or if that cannot be told: unsound says why.
store_sound() {
    [ -n "$looking" ] || return 0
    answer=0
    wait "$looking" || answer=$?
    looking=
    case $answer in
    0) return ;;
    46) unsound="$image@$release has changed since it was made: what lies there now is not what was released" ;;
    *) unsound="the store ${store_at:-here} does not tell whether $image@$release is whole: $(tail -n 1 looked.said)" ;;
    esac
    return 1
}

# Ends the script if it is not. Nothing has been done to the slot yet.
store_looked() {
    store_sound || fail "$unsound" "$damaged_next"
}
damaged_next='verify the release on its store: berth image verify; make a new one, or bring back what it was'

# Reads all of it.
store_read() {
    [ -n "$dir" ] || return 0
    phase verify-release
    answer=0
    store_asks contents >looked.said 2>&1 || answer=$?
    [ "$answer" -ne 46 ] || fail "$image@$release is not what it was when it was made: its content has another digest" "$damaged_next"
    [ "$answer" -eq 0 ] || fail "the store ${store_at:-here} cannot read $image@$release: $(tail -n 1 looked.said)" "see what it said"
}

store_asks() { # listed|contents
    held=${tree%/releases/*}
    store_run "$address" '' sh -euc "$open_text" open.sh "${held%/*}" "$image" "$release" "$who" "$1"
}

# Ends the script unless what the image has is of this form, which the strategy can take.
store_gives() { # tree|archive|disk
    [ "$form" = "$1" ] || fail "$image@$release is of form $form: $strategy needs one of form $1" \
        "redeploy by $(case $form in disk) echo block ;; archive) echo tar ;; *) echo rsync ;; esac), or a release of that form"
}

# Tells the store that the release is on the slot now; with - that it was given up. What cannot be told leaves a
# pin too many, which keeps a release.
store_settle() { # NAME
    cache_settle "$1"
    if [ -n "$pinned" ]; then
        pinned=
        store_pins "$dir" "$image" "${1#-}" '' || say "the store ${store_at:-here} has not heard of it: $image $release stays pinned there"
    fi
    if [ "$1" = - ] || [ -n "$left_told" ] || [ "$former" = "$wanted" ]; then return 0; fi
    left_told=yes
    for place in "$left" "$gone"; do
        [ -z "$place" ] || store_leaves "$place"
    done
}
left_told=

# What was on the slot is the one before now, or not even that any more. Of another store's host the controller tells that.
store_leaves() { # "STORE IMAGE DIR"
    there=${1%% *} rest=${1#* }
    if [ "$there" != "$store" ]; then
        fact unpin "$1"
    else
        store_pins "${rest#* }" "${rest%% *}" '' gone || say "the store ${store_at:-here} has not heard of it: what the slot had of ${rest%% *} stays pinned there"
    fi
}

store_pins() { # DIR IMAGE NAME gone|''
    store_run "$store_at" '' sh -euc "$settle_text" settle.sh "$1" "$2" "$3" "$who" "$4" 2>>"$log"
}

# Whether it can still be told without waiting for a connection.
store_hears() {
    [ -z "$store_at" ] || { [ -n "$connection" ] && kill -0 "$connection" 2>/dev/null; }
}

store_close() {
    [ -z "$connection" ] || kill "$connection" 2>/dev/null || true
    connection=
}

store_run() { # ADDRESS TREE COMMAND...
    if [ -z "$1" ]; then
        shift
        sh -c "$on_store" sh "$@"
    else
        where=$1
        shift
        ssh -n -F ssh_config -- "$where" "$(store_command "$@")"
    fi
}
