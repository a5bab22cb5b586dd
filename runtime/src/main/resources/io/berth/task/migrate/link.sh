# A script on another host that is asked, over ssh, by a script on this one. fd 6: what it is told, fd 7: what it answers.
# shellcheck shell=sh
# shellcheck disable=SC2154

# For the shell of another host.
# shellcheck disable=SC2016
as_root='[ "$(id -u)" = 0 ] || exec sudo -n -- "$@"
exec "$@"'

link_settings() { # DIR ADDRESS PORT USER KNOWN-HOSTS ; keeps there how the other host is reached
    link_dir=$1 link_address=$2
    printf '%s\n' "$5" >"$1/known_hosts"
    ssh_settings "$3" "$4" "$1/known_hosts" 'Ciphers ^aes128-gcm@openssh.com
Compression no
ControlPath none' >"$1/ssh_config"
}

# A command for the shell of the other host.
remote() { # WORD...
    printf 'sh -c %s sh' "$(quoted "$as_root")"
    for word in "$@"; do printf ' %s' "$(quoted "$word")"; done
}

# As what virsh reaches the other host's libvirt with: a program without arguments.
link_connect() {
    printf '#!/bin/sh\nexec ssh -T -F %s -- %s %s\n' "$(quoted "$link_dir/ssh_config")" "$(quoted "$link_address")" \
        "$(quoted "$(remote virt-ssh-helper qemu:///system)")" >"$link_dir/connect"
    chmod 0700 "$link_dir/connect"
}

link_open() { # WORD... ; what is run there. Sets answer and link_next; status as link_read.
    rm -f "$link_dir/ask" "$link_dir/told"
    mkfifo "$link_dir/ask" "$link_dir/told"
    : >"$link_dir/err"
    linked=$(remote "$@")
    # what ends this script must not end what undoes its work
    (
        trap '' HUP INT TERM
        exec ssh -T -F "$link_dir/ssh_config" -- "$link_address" "$linked" 3>&- 4<&- 9>&-
    ) <"$link_dir/ask" >"$link_dir/told" 2>"$link_dir/err" &
    link=$!
    exec 6>"$link_dir/ask" 7<"$link_dir/told"
    link_read && return
    opened=$?
    link_close
    return "$opened"
}

# Sets answer. 0 ok, 1 no, 2 it is lost
link_read() {
    link_next=''
    answer="it is lost: $(tail -n 1 "$link_dir/err")"
    IFS= read -r said <&7 || return 2
    case $said in
    ok*)
        answer=${said#ok}
        answer=${answer# }
        ;;
    no*)
        answer=${said#no }
        return 1
        ;;
    'refused '* | 'failed '*)
        answer=${said#* }
        IFS= read -r link_next <&7 || :
        link_next=${link_next#next }
        return 1
        ;;
    *)
        answer=$said
        return 1
        ;;
    esac
}

# Sets answer; status as link_read.
ask() { # WORD...
    [ -n "$link" ] || return 2
    printf '%s\n' "$*" 2>/dev/null >&6 || {
        answer="it is lost: $(tail -n 1 "$link_dir/err")"
        return 2
    }
    link_read
}

link_close() {
    exec 6>&- 7<&-
    wait "$link" 2>/dev/null || :
    link=
}
