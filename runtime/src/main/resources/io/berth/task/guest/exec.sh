# shellcheck shell=sh
# Has a guest's agent run a program: exec.sh UUID SECONDS REQUEST. Says what the program said, and last on standard error how it ended, on a line of its own:
# a newline, then "ended STATUS". Without that the program is not known to have ended: 124 when the time is over, 125 when the agent cannot run it.
guest=$1 seconds=$2 request=$3

asked() { # REQUEST
    virsh qemu-agent-command --domain "$guest" --timeout 10 "$1" || exit 125
}

text() { # KEY: what stands there in base64
    printf '%s\n' "$answer" | sed -n "s|.*\"$1\": *\"\\([A-Za-z0-9+/=]*\\)\".*|\\1|p" | base64 -d
}

number() { # KEY
    printf '%s\n' "$answer" | sed -n "s|.*\"$1\": *\\([0-9][0-9]*\\).*|\\1|p"
}

answer=$(asked "$request")
pid=$(number pid)
[ -n "$pid" ] || exit 125
tenths=0
while :; do
    answer=$(asked "{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":$pid}}")
    case $answer in *'"exited":true'*) break ;; esac
    [ "$tenths" -lt $((seconds * 10)) ] || exit 124
    tenths=$((tenths + 1))
    sleep 0.1
done
text out-data
text err-data >&2
signal=$(number signal)
if [ -n "$signal" ]; then status=$((128 + signal)); else status=$(number exitcode); fi
printf '\nended %s\n' "$status" >&2
