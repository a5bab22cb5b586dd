# One lab command at a time for a state directory. The lock is file descriptor 9: it dies with its holder,
# and whatever outlives the command (the hosts) must be started with 9>&-.
# shellcheck shell=sh

lock_state() {
    while :; do
        mkdir -p "$STATE"
        exec 9>>"$STATE/lock" || continue
        flock -n 9 || {
            say "waiting for another lab command to end"
            flock 9
        }
        # `down --all` may have removed the file while we waited: then this lock guards nothing
        held=$(stat -Lc %i /proc/self/fd/9)
        [ "$held" = "$(stat -c %i "$STATE/lock" 2>/dev/null)" ] && return
    done
}
