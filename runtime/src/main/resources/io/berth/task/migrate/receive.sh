# Receives a guest on its new host: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST UUID FROM TO RAN WAY AUTOSTART new|again
# Run by the source of the move, which says on standard input what is to be done, a line each, and reads a line for each: "ok" and what was asked,
# or "no" and why. When its input ends before the guest was handed over, all that has come goes again.
# shellcheck shell=sh
# shellcheck disable=SC2154
umask 077
# shellcheck disable=SC2034  # of the files put before this one
run_dir=$1 state_dir=$2 guest=$5 uuid=$6
lock_file=$(slot_lock "$run_dir" "$guest")
lock "$lock_file" "$4" "$3"
record=$state_dir/moves/in-$guest
if [ "${12}" = new ]; then
    [ "$(guest_now)" = none ] || refuse place "a guest of that UUID is on ${8}, or its libvirt does not answer" 'look there: berth guest list'
    record_new "$state_dir" in "$3" "$7" "$8" "$9" "${10}" "${11}" no
    : >"$record/made"
    mkdir "$record/snapshots"
fi
trap '' HUP INT TERM PIPE
ended() {
    [ ! -e "$record/record" ] || arriving_alone || :
    unlock "$lock_file"
}
trap ended EXIT

made() { # PATH ; remembered first, so that it goes if this ends
    [ ! -e "$1" ] || { echo "$1 is there already" && return 1; }
    [ -d "${1%/*}" ] || { echo "there is no directory ${1%/*}" && return 1; }
    printf '%s\n' "$1" >>"$record/made"
    sync "$record/made"
}

work() { # WORD REST
    case $1 in
    seen) [ -e "$2" ] || { echo "$2 is not there" && return 1; } ;;
    has) if [ -e "$2" ]; then echo yes; else echo no; fi ;;
    make)
        IFS=' ' read -r format bytes path <<M
$2
M
        made "$path" && qemu-img create -q -f "$format" -- "$path" "$bytes" 2>&1
        ;;
    expect) made "$2" ;;
    sum) { sync -- "$2" && sha256 <"$2"; } 2>&1 | cut -d ' ' -f 1 ;;
    snapshot) printf '%s' "${2#* }" | base64 -d >"$record/snapshots/${2%% *}" ;;
    define) printf '%s' "$2" | base64 -d | virsh define /dev/stdin 2>&1 ;;
    state) guest_now ;;
    whole) if arriving_whole; then echo yes; else echo no; fi ;;
    take)
        arriving_take "${2#-}" 2>&1 || {
            # its source has it still, and takes it back
            [ "$(record_get way)" != offline ] || record_phase moving
            return 1
        }
        ;;
    undo) arriving_undo 2>&1 ;;
    end) arriving_end "$state_dir" 2>&1 ;;
    *) echo "what is '$1'?" && return 1 ;;
    esac
}

printf 'ok\n' >&3
while IFS= read -r line <&4; do
    word=${line%% *} rest=${line#* }
    if [ "$word" = ports ]; then
        # here, not in a subshell: they are held as long as this lives
        low=${rest% *} high=${rest#* }
        if port_free 5 "$low" "$high" && first=$port && port_free 8 "$low" "$high"; then
            printf 'ok %s %s\n' "$first" "$port" >&3
        else
            printf 'no two free ports among %s to %s\n' "$low" "$high" >&3
        fi
    else
        # in no condition, for there a failure would not end it
        set +e
        said=$(set -e
            work "$word" "$rest" 3>&-)
        status=$?
        set -e
        if [ "$status" -eq 0 ]; then
            printf 'ok %s\n' "$(printf '%s' "$said" | tr '\n' ' ')" >&3
        else
            printf 'no %s\n' "$(printf '%s' "$said" | sed 's/^error: //' | grep -v '^ *$' | tr '\n' ' ')" >&3
        fi
    fi
done
