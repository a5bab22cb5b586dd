# push.sh PORT USER KNOWN-HOSTS-LINES RSYNC...
# Runs rsync to another host over ssh, which is verified by KNOWN-HOSTS-LINES; without any, by what this host knows. PORT and USER
# may be empty. What is said here wins over the user's own ssh configuration, which may add keys or a way.
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
{
    echo 'Host *'
    [ -z "$port" ] || echo "Port $port"
    [ -z "$user" ] || echo "User $user"
    if [ -n "$lines" ]; then
        printf '%s\n' "$lines" >"$work/known_hosts"
        echo "UserKnownHostsFile $work/known_hosts"
        echo 'GlobalKnownHostsFile none'
    fi
    echo 'StrictHostKeyChecking yes
CheckHostIP no
BatchMode yes
ControlMaster no
ControlPath none
RemoteCommand none
PermitLocalCommand no
ForwardAgent no
ForwardX11 no
ClearAllForwardings yes
RequestTTY no
ConnectTimeout 15
ServerAliveInterval 10
ServerAliveCountMax 3
LogLevel ERROR
Include ~/.ssh/config'
} >"$work/config"
export RSYNC_RSH="ssh -F $work/config"
"$@"
