# shellcheck shell=sh
# The configuration by which a script reaches another host by ssh. What is said here wins over the user's own, which may add keys
# or a way.

# ssh_settings PORT USER KNOWN-HOSTS-FILE LINES: prints it. Each may be empty; without a file, what this host knows counts. LINES
# are further ones, which win over the rest.
ssh_settings() {
    echo 'Host *'
    [ -z "$1" ] || echo "Port $1"
    [ -z "$2" ] || echo "User $2"
    if [ -n "$3" ]; then
        echo "UserKnownHostsFile $3"
        echo 'GlobalKnownHostsFile none'
    fi
    [ -z "$4" ] || echo "$4"
    echo 'StrictHostKeyChecking yes
CheckHostIP no
BatchMode yes
ControlMaster no
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
}
