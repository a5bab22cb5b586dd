# What this host keeps of moves: STATE-DIR. Changes nothing. Lines of five words: "move" or "drained", the guest's UUID, its name, the host that it
# leaves (of a drained one -), the host that it goes to, or went to.
# shellcheck shell=sh
for record in "$1"/moves/*/record; do
    [ -s "$record" ] || continue
    name=${record%/record}
    name=${name##*/}
    awk -v name="${name#*-}" '{ said[$1] = $2 } END { print "move", said["uuid"], name, said["from"], said["to"] }' "$record"
done
[ ! -s "$1/drained" ] || awk '{ print "drained", $1, $2, "-", $3 }' "$1/drained"
