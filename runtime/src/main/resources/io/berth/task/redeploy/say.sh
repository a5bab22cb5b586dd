# What a script tells its task: one line each on standard output, the kind of line first. Needs fd 3 to be a copy
# of standard output, so that a line gets out of a command substitution, too.
# shellcheck shell=sh
# shellcheck disable=SC2034  # phase and failure are for whoever ends the script

phase=start

phase() { # NAME
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
    failure=$1
    printf 'failed %s\nnext %s\n' "$1" "$2" >&3
    exit 70
}

# Ends the script: a safety rule forbids the work.
refuse() { # RULE MESSAGE NEXT
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

# A value as a word of a shell command, for the one place where a command goes through another host's shell.
quoted() { # VALUE
    printf "'"
    printf '%s' "$1" | sed "s/'/'\\\\''/g"
    printf "'"
}
