# What a slot's script tells its task: one line each on standard output, the kind of line first. By fd 3, so that a line
# gets out of a command substitution, too. A refusal is exit status 75, a failure any other than 0. What comes on standard
# input is fd 4, for a script that reads it.
# shellcheck shell=sh
# shellcheck disable=SC2034  # phase and failure are for whoever ends the script

exec 3>&1 4<&0 </dev/null
# what a script that has more to undo logs at its end
# shellcheck disable=SC2034
failure=
# shellcheck disable=SC2034
phase=start

phase() { # NAME
    # shellcheck disable=SC2034
    phase=$1
    printf 'phase %s\n' "$1" >&3
}

say() { # TEXT...
    printf 'say %s\n' "$*" >&3
}

fact() { # KEY VALUE
    printf 'fact %s %s\n' "$1" "$2" >&3
}

# Ends the script: the work cannot be done.
fail() { # MESSAGE NEXT
    # shellcheck disable=SC2034
    failure=$1
    printf 'failed %s\nnext %s\n' "$1" "$2" >&3
    exit 70
}

# Ends the script: a safety rule forbids the work.
refuse() { # RULE MESSAGE NEXT
    # shellcheck disable=SC2034
    failure=$2
    printf 'refused %s: %s\nnext %s\n' "$1" "$2" "$3" >&3
    exit 75
}

need() { # TOOL PACKAGE
    command -v "$1" >/dev/null 2>&1 ||
        fail "$1 is not installed on this host" "install it: package $2 in Debian"
}

now() { # -> hundredths of a second since the host started
    read -r uptime _ </proc/uptime
    echo "${uptime%.*}${uptime#*.}"
}

same_file() { # PATH PATH
    # shellcheck disable=SC3013  # POSIX since 2024, in every shell long before
    [ "$1" -ef "$2" ]
}

same_device() { # PATH PATH
    [ -b "$1" ] && [ -b "$2" ] && [ "$(stat --dereference --format %t:%T "$1")" = "$(stat --dereference --format %t:%T "$2")" ]
}

# A value as a word of a shell command, for the one place where a command goes through another host's shell.
quoted() { # VALUE
    printf "'"
    printf '%s' "$1" | sed "s/'/'\\\\''/g"
    printf "'"
}
