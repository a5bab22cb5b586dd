# How services are: look.sh NAME...; prints for each KEY=VALUE lines, systemd's or such as systemd's, NUL between them.
newline='
'

state() { # FOUND ACTIVE ENABLED: statuses
    [ "$1" -eq 0 ] && echo LoadState=loaded || echo LoadState=not-found
    [ "$2" -eq 0 ] && echo ActiveState=active || echo ActiveState=inactive
    [ "$3" -eq 0 ] && echo UnitFileState=enabled || echo UnitFileState=disabled
}

unit() { # NAME: what systemd shows of it is the first part of shown
    part=${shown%%"$newline$newline"*}
    case $part in *LoadState=*) ;; *) return 1 ;; esac
    shown=${shown#"$part"}
    shown=${shown#"$newline$newline"}
    printf '%s\n' "$part"
    case $part in *UnitFileState=generated*) ;; *) return 0 ;; esac
    # made from a script of sysvinit's: enabled is what its links say
    systemctl is-enabled --quiet -- "$1" && echo UnitFileState=enabled || echo UnitFileState=disabled
}

openrc() { # NAME
    found=1 active=1 enabled=1
    case $1 in */*) ;; *) [ ! -e "/etc/init.d/$1" ] || found=0 ;; esac
    ! rc-service "$1" status >/dev/null 2>&1 || active=0
    ! rc-update show | grep -qw -F -e "$1" || enabled=0
    state "$found" "$active" "$enabled"
}

sysv() { # NAME
    found=1 active=1 enabled=1
    case $1 in
    */*) ;;
    *)
        [ ! -e "/etc/init.d/$1" ] || found=0
        [ "$found" -ne 0 ] || ! "/etc/init.d/$1" status >/dev/null 2>&1 || active=0
        for link in /etc/rc[2-5].d/S[0-9][0-9]"$1"; do
            [ ! -e "$link" ] || enabled=0
        done
        ;;
    esac
    state "$found" "$active" "$enabled"
}

manager=$(manager)
look=$manager
if [ "$manager" = systemd ]; then
    look=unit
    shown=$(systemctl show --property=LoadState,ActiveState,UnitFileState,NeedDaemonReload,Type,RemainAfterExit -- "$@")
fi
first=yes
for name in "$@"; do
    [ -n "$first" ] || printf '\0'
    first=
    echo "manager=$manager"
    "$look" "$name"
done
