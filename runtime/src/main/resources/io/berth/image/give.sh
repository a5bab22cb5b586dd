# Gives a release to another host, as one stream on standard output: DIR IMAGE RELEASE RUN STREAM FROM RATE. Where this host is getting
# it in the same RUN itself, that goes on as it comes. STREAM and FROM: which stream the other has so much of; empty and 0: none. RATE:
# bytes a second, 0 for all that goes. The stream has a line "stream NAME FROM" in front. Exit status 46: this host has no
# such release, and is not getting it; 47: it holds sockets, which no stream does; 48: this
# host did not get it to its end; 49: it cannot be read.
# shellcheck shell=sh
umask 077
export LC_ALL=C
image=$1/$2 release=$1/$2/releases/$3 run=$4 stream=$5 from=$6 rate=$7

# What fetch.sh is receiving here, as soon as it knows which stream that is.
spool_find() { # sets spool: its directory
    spool=
    for work in "$image/work/$run".*; do
        # as long as that script lives
        while [ -e "$work/lock" ] && ! flock --nonblock "$work/lock" true; do
            for found in "$work"/stream.*/id; do
                if [ -s "$found" ] && [ -s "${found%/id}/receiver" ]; then
                    spool=${found%/id}
                    return
                fi
            done
            sleep 0.05
        done
    done
}

# Says which stream it is and where it begins, and sets from to that.
begin() { # STREAM
    [ "$1" = "$stream" ] || from=0
    printf 'stream %s %s\n' "$1" "$from"
}

follow() { # SPOOL ; all that has come and will come
    receiver=$(cat "$1/receiver")
    # one that began anew may have less than it had
    until [ "$(stat -c %s "$1/bytes")" -ge "$from" ]; do
        kill -0 "$receiver" 2>/dev/null || return 48
        sleep 0.05
    done
    if [ -e "$1/whole" ]; then
        tail -c "+$((from + 1))" -- "$1/bytes"
    else
        tail -c "+$((from + 1))" -f -s 0.1 --pid="$receiver" -- "$1/bytes"
        [ -e "$1/whole" ] || return 48
    fi
}

# The same bytes each time, as a release does not change.
packed() { # RELEASE
    { tar_make "$1" || echo 49 >&5; } | tail -c "+$((from + 1))"
}

now() { # -> hundredths of a second
    read -r uptime _ </proc/uptime
    echo "${uptime%.*}${uptime#*.}"
}

# Lets through so many bytes a second. What was not used is not made up for later.
throttle() { # BYTES
    piece=$(($1 / 10))
    [ "$piece" -ge 1024 ] || piece=1024
    [ "$piece" -le 1048576 ] || piece=1048576
    begun=$(now) gone=0
    while said=$(dd bs="$piece" count=1 iflag=fullblock 2>&1 >&6); do
        case $said in '0+0 '*) break ;; esac
        gone=$((gone + piece))
        early=$((begun + gone * 100 / $1 - $(now)))
        if [ "$early" -gt 0 ]; then
            sleep "$((early / 100)).$(printf %02d $((early % 100)))"
        elif [ "$early" -lt -20 ]; then
            begun=$(now) gone=0
        fi
    done 6>&1
}

give() { # FUNCTION DIRECTORY -> the status of what failed
    if [ "$rate" -eq 0 ]; then
        { "$@" || echo $? >&5; } 5>&1 >&8
    else
        { { "$@" || echo $? >&5; } | throttle "$rate" >&7; } 5>&1 7>&8
    fi
}

exec 8>&1
spool_find
if [ -n "$spool" ]; then
    begin "$(cat "$spool/id")"
    failed=$(give follow "$spool")
elif [ -f "$release/release" ]; then
    exec 4<"$release/release"
    flock --shared 4
    [ -z "$(find "$release" -type s | head -n 1)" ] || exit 47
    begin "$(uname -n | tr -c 'A-Za-z0-9.\n-' _)-$(stat -c '%d.%i' "$release")"
    failed=$(give packed "$release")
else
    exit 46
fi
[ -z "$failed" ] || exit "${failed%%[!0-9]*}"
