# What was left of a move that was cut off, on one of its hosts: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST in|out ACTION NUMBER. NUMBER is that of the lock on
# starts, for what makes it run; empty where nothing does. Which action is right
# is known by who has seen both hosts. in: undo, take, end; out: stay, gone.
# shellcheck shell=sh
# shellcheck disable=SC2154
umask 077
run_dir=$1 state_dir=$2 guest=$5 number=$8
lock_file=$(slot_lock "$1" "$guest")
lock_until_end "$lock_file" "$4" "$3"
record=$state_dir/moves/$6-$guest
[ -e "$record/record" ] || exit 0
# shellcheck disable=SC2034  # of the files put before this one
uuid=$(record_get uuid)
failure="guest $guest is $(guest_now), and that could not be done: $7"
case $6,$7 in
in,undo) arriving_undo ;;
in,take) arriving_take "$number" ;;
in,end) arriving_end "$state_dir" ;;
out,stay) leaving_stay "$number" ;;
out,gone) leaving_gone && record_end ;;
esac || fail "$failure" 'look whether libvirtd runs there'
