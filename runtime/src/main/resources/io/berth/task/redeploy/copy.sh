# The golden tree into the mounted slot, pulled from its store: host to host. Everything is kept: hard links, ACLs,
# extended attributes, capabilities, device nodes, holes, numeric owners, times to the nanosecond.
# Runs in a directory of the script's own.
# shellcheck shell=sh

# How the store is reached. What is said here wins over the user's own configuration, which may add keys or a way.
store_config() { # ADDRESS PORT USER KNOWN-HOSTS-LINES
    printf '%s\n' "$4" >known_hosts
    {
        echo 'Host *'
        [ -z "$2" ] || echo "Port $2"
        [ -z "$3" ] || echo "User $3"
        echo "UserKnownHostsFile known_hosts"
        echo 'GlobalKnownHostsFile none
StrictHostKeyChecking yes
CheckHostIP no
BatchMode yes
Ciphers ^aes128-gcm@openssh.com
Compression no
ControlMaster no
ControlPath ./store
ControlPersist no
RemoteCommand none
PermitLocalCommand no
ForwardAgent no
ForwardX11 no
ClearAllForwardings yes
RequestTTY no
ConnectTimeout 15
ServerAliveInterval 10
ServerAliveCountMax 3
LogLevel ERROR
Include ~/.ssh/config'
    } >ssh_config
}

# For the store's shell: TREE COMMAND... A store that lost its mount shows an empty directory, and copying that would
# erase the slot; so a command runs there, as root, only if the tree is one.
# shellcheck disable=SC2016
on_store='for part in etc usr; do [ -d "$1/$part" ] && [ -n "$(ls -A "$1/$part")" ] || exit 44; done
shift
[ "$(id -u)" = 0 ] || exec sudo -n -- "$@"
exec "$@"'

store_command() { # TREE COMMAND... -> text for a remote shell
    printf 'sh -c %s sh' "$(quoted "$on_store")"
    for word; do printf ' %s' "$(quoted "$word")"; done
}

# Opens a connection to the store and asks whether it has the tree: store_check waits for the answer. The connection
# stays open and carries the copy, too: making one takes longer than a copy that finds little to do.
store_open() { # ADDRESS TREE
    [ -n "$1" ] || return 0
    mkfifo hold said
    exec 6<>hold # what cat reads on the store: nothing, until the connection ends
    ssh -F ssh_config -M -- "$1" "$(store_command "$2" sh -c 'echo open && exec cat')" <hold >said &
    connection=$!
}
connection=

store_check() { # ADDRESS TREE
    answer=0
    if [ -z "$1" ]; then
        sh -c "$on_store" sh "$2" true || answer=$?
    else
        opened=
        while [ -z "$opened" ] && read -r line; do [ "$line" != open ] || opened=yes; done <said
        if [ -z "$opened" ]; then
            answer=1
            wait "$connection" || answer=$?
        fi
    fi
    case $answer in
    0) ;;
    44) fail "${1:-this host} has no operating system in $2: it needs etc and usr with something in them" \
        "build the image, or mount its store" ;;
    255) fail "the store $1 cannot be reached from this host, or is not who it should be" \
        "root of this host needs a key that the store accepts; try there: ssh $1 true" ;;
    *) fail "the store ${1:-here} answered with status $answer" "see what it said" ;;
    esac
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

copy_rsync() { # ADDRESS TREE DIRECTORY
    from=$2/
    into=$3/
    if [ -n "$1" ]; then
        case $1 in *:*) from="[$1]:$2/" ;; *) from=$1:$2/ ;; esac
        set -- --timeout=300 -s -e 'ssh -F ssh_config' --rsync-path="$(store_command "$2" rsync)"
    else
        set --
    fi
    mkfifo progress
    rsync_progress <progress &
    reader=$!
    status=0
    # what does not belong there goes first: it may take the room that the rest needs
    rsync -aHAXS --numeric-ids --delete-before --exclude=/lost+found --modify-window=-1 \
        --info=progress2,stats2 --no-human-readable --outbuf=L "$@" -- "$from" "$into" >progress || status=$?
    wait $reader
    [ "$status" -eq 0 ] || fail "rsync ended with status $status: $(rsync_status "$status")" "$copy_next"
}
copy_next='the slot is half copied and its guest stays off: redeploy it once the cause is gone; tar needs no room beside the old tree'

# rsync shows its progress on one line, with carriage returns; what is worth a line is a step of some megabytes.
rsync_progress() {
    shown=0
    stdbuf -oL tr '\r' '\n' | while IFS=' ' read -r first rest; do
        case $first in
        Number) case $rest in *'files transferred:'*) fact files "${rest##*: }" ;; esac ;;
        Total) case $rest in *'transferred file size:'*) rest=${rest##*: } && fact bytes "${rest%% *}" ;; esac ;;
        '' | *[!0-9]*) ;;
        *)
            if [ $((first - shown)) -gt 4194304 ]; then
                shown=$first
                printf 'progress %s 0\n' "$first" >&3
            fi
            ;;
        esac
    done
}

rsync_status() { # STATUS
    case $1 in
    11) echo 'file input or output failed; is the slot or its pool full?' ;;
    12) echo 'the connection to the store broke, or the store refused' ;;
    20) echo 'it was interrupted' ;;
    23) echo 'not everything could be copied' ;;
    24) echo 'the golden tree changed meanwhile' ;;
    30 | 35) echo 'the store did not answer in time' ;;
    255) echo 'the store cannot be reached' ;;
    *) echo 'see its output' ;;
    esac
}

# Into an empty filesystem. Both sides' statuses count, which a pipe would not tell.
copy_tar() { # ADDRESS TREE DIRECTORY
    mkfifo stream errors
    store_run "$1" "$2" tar --numeric-owner --xattrs --xattrs-include='*' --acls --sparse --format=posix \
        --exclude=./lost+found -b 128 -cf - -C "$2" . >stream &
    sender=$!
    tar_progress <errors &
    reader=$!
    got=0
    tar --numeric-owner --same-owner --xattrs --xattrs-include='*' --acls -p -b 128 \
        --checkpoint=64 --checkpoint-action=echo='berth %u' -xf - -C "$3" <stream 2>errors || got=$?
    wait $reader
    sent=0
    wait $sender || sent=$?
    sender=
    [ "$got" -eq 0 ] || fail "unpacking the tree ended with status $got" "$copy_next"
    [ "$sent" -eq 0 ] || fail "packing the tree on the store ended with status $sent" "$copy_next"
}
sender=

# A checkpoint is 64 records of 64 KiB.
tar_progress() {
    while IFS= read -r line; do
        case $line in
        'tar: berth '*) printf 'progress %s 0\n' $((${line#tar: berth } * 65536)) >&3 ;;
        *) printf '%s\n' "$line" >&2 ;;
        esac
    done
}
