# shellcheck shell=sh
# Has a guest's agent run a program, and prints what the agent answers once it has ended: exec.sh UUID SECONDS REQUEST. 124 when the time is over.
guest=$1 seconds=$2 request=$3
pid=$(virsh qemu-agent-command --domain "$guest" --timeout 10 "$request" | sed -n 's/.*"pid": *\([0-9][0-9]*\).*/\1/p')
[ -n "$pid" ]
tenths=0
while :; do
    answer=$(virsh qemu-agent-command --domain "$guest" --timeout 10 "{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":$pid}}")
    case $answer in *'"exited":true'*) break ;; esac
    [ "$tenths" -lt $((seconds * 10)) ] || exit 124
    tenths=$((tenths + 1))
    sleep 0.1
done
printf '%s\n' "$answer"
