# How a service is: look.sh NAME; prints KEY=VALUE lines, systemd's or such as systemd's.
name=$1
state() { # FOUND ACTIVE ENABLED: statuses
    [ "$1" -eq 0 ] && echo LoadState=loaded || echo LoadState=not-found
    [ "$2" -eq 0 ] && echo ActiveState=active || echo ActiveState=inactive
    [ "$3" -eq 0 ] && echo UnitFileState=enabled || echo UnitFileState=disabled
}
manager=$(manager)
echo "manager=$manager"
found=1 active=1 enabled=1
case $manager in
systemd)
    shown=$(systemctl show --property=LoadState,ActiveState,UnitFileState,NeedDaemonReload,Type,RemainAfterExit -- "$name")
    printf '%s\n' "$shown"
    case $shown in *UnitFileState=generated*) ;; *) exit 0 ;; esac
    # made from a script of sysvinit's: enabled is what its links say
    systemctl is-enabled --quiet -- "$name" && echo UnitFileState=enabled || echo UnitFileState=disabled
    ;;
openrc)
    case $name in */*) ;; *) [ ! -e "/etc/init.d/$name" ] || found=0 ;; esac
    ! rc-service "$name" status >/dev/null 2>&1 || active=0
    ! rc-update show | grep -qw -F -e "$name" || enabled=0
    state "$found" "$active" "$enabled"
    ;;
sysv)
    case $name in
    */*) ;;
    *)
        [ ! -e "/etc/init.d/$name" ] || found=0
        [ "$found" -ne 0 ] || ! "/etc/init.d/$name" status >/dev/null 2>&1 || active=0
        for link in /etc/rc[2-5].d/S[0-9][0-9]"$name"; do
            [ ! -e "$link" ] || enabled=0
        done
        ;;
    esac
    state "$found" "$active" "$enabled"
    ;;
esac
