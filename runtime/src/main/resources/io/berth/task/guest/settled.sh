# Before a disk is taken from a guest, and stays: what makers that were killed left on record goes, or what they would have removed stays:
# RUN-DIR STATE-DIR GUEST.
# shellcheck shell=sh

makes=$2/makes
[ ! -d "$makes" ] || makings_reap "$1"
[ ! -s "$makes/$3" ] || {
    echo "guest $3 is being changed, or what an earlier run left of it cannot be cleared away: $makes/$3 names it" >&2
    exit 1
}
