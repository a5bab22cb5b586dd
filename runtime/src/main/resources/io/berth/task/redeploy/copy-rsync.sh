# The golden tree into a mounted one, pulled from its store by rsync. Everything is kept: hard links, ACLs,
# extended attributes, capabilities, device nodes, holes, numeric owners, times to the nanosecond.
# Runs in a directory of the script's own.
# shellcheck shell=sh

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
    # File by file, what is too much goes when its directory comes: both ends are at work from the beginning. Only where that leaves no
    # room for the rest all of it goes first.
    copy_rsync_with --delete-during "$@" -- "$from" "$into"
    if [ "$status" -eq 11 ]; then
        say 'once more, with all that is too much removed first'
        copy_rsync_with --delete-before "$@" -- "$from" "$into"
    fi
    [ "$status" -eq 0 ] || fail "rsync ended with status $status: $(rsync_status "$status")" "$copy_next"
}

# Sets status. Access lists come by -A, which takes away inherited ones, and as attributes, since -A takes two for equal that differ in
# their owning group. What xfs shows of them is left alone: it would go with its list.
copy_rsync_with() { # OPTION...
    rsync_progress <progress &
    reader=$!
    status=0
    rsync -aHAXS --numeric-ids --exclude=/lost+found --modify-window=-1 \
        --filter='+x system.posix_acl_*' --filter='-x system.*' --filter='-x trusted.SGI_ACL_*' \
        --info=progress2,stats2 --no-human-readable --outbuf=L "$@" >progress || status=$?
    wait $reader
}

# rsync shows its progress on one line, which it begins anew by a carriage return with each file; what is worth a line is a step of some
# megabytes.
rsync_progress() {
    awk '
        BEGIN { RS = "\r" }
        {
            count = split($0, lines, "\n")
            for (i = 1; i <= count; i++) {
                words = split(lines[i], word)
                if (word[1] ~ /^[0-9]+$/ && word[1] - shown > 4194304) { shown = word[1]; print "progress " shown " 0"; fflush() }
                else if (lines[i] ~ /^Number of .*files transferred:/) print "fact files " word[words]
                else if (lines[i] ~ /^Total transferred file size:/) print "fact bytes " word[words - 1]
            }
        }' >&3
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
