# push.sh PORT USER KNOWN-HOSTS-LINES RSYNC...
# Runs rsync to another host over ssh, which is verified by KNOWN-HOSTS-LINES; without any, by what this host knows. PORT and USER
# may be empty.
port=$1 user=$2 lines=$3
shift 3
command -v rsync >/dev/null || { echo 'rsync: not found' >&2 && exit 127; }
umask 077
work=$(mktemp -d /tmp/berth-sync.XXXXXXXXXX)
trap 'rm -rf -- "$work"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
known=
if [ -n "$lines" ]; then
    known=$work/known_hosts
    printf '%s\n' "$lines" >"$known"
fi
ssh_settings "$port" "$user" "$known" 'ControlPath none' >"$work/config"
export RSYNC_RSH="ssh -F $work/config"
"$@"
