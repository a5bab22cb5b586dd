# Messages and timings, on standard error.
# shellcheck shell=sh

say() { printf 'lab: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

now() { # centiseconds since the machine's boot, without a process
    read -r uptime _ </proc/uptime
    printf '%s' "${uptime%.*}${uptime#*.}"
}

since() { # START -> seconds, as 1.23
    elapsed=$(($(now) - $1))
    printf '%d.%02d s' $((elapsed / 100)) $((elapsed % 100))
}

timed() { # WHAT COMMAND...: one line when it is done; its output only when it fails
    timed_what=$1
    shift
    timed_start=$(now)
    timed_log=$(mktemp)
    if "$@" >"$timed_log" 2>&1 </dev/null; then
        rm -f "$timed_log"
        say "$timed_what: $(since "$timed_start")"
    else
        timed_status=$?
        tail -n 40 "$timed_log" >&2
        rm -f "$timed_log"
        die "$timed_what: failed with status $timed_status after $(since "$timed_start")"
    fi
}
