# shellcheck shell=sh

# What all git commands of berth have in common. Nobody is asked for a password; a remote's host key must be known already; of
# ways to a remote only those that run no program of the remote's choosing.
command -v git >/dev/null || {
    echo "git is not installed on this host: package git in Debian" >&2
    exit 69
}
export GIT_TERMINAL_PROMPT=0 GIT_ASKPASS=/bin/false SSH_ASKPASS=/bin/false
export GIT_SSH_COMMAND='ssh -o BatchMode=yes -o StrictHostKeyChecking=yes'
export GIT_ALLOW_PROTOCOL=file:git:http:https:ssh
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
