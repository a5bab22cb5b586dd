# Does something with a service: apply.sh NAME VERB...
# VERB is daemon-reload, unmask, mask, enable, disable, start, stop, restart or reload.
name=$1
shift
sysv_enable() {
    if command -v update-rc.d >/dev/null; then
        [ "$1" != enable ] || update-rc.d "$name" defaults
        update-rc.d "$name" "$1"
    else
        case $1 in
        enable) chkconfig "$name" on ;;
        *) chkconfig "$name" off ;;
        esac
    fi
}
manager=$(manager)
for verb; do
    case $manager-$verb in
    systemd-daemon-reload) systemctl daemon-reload ;;
    *-daemon-reload) ;;
    systemd-start | systemd-restart | systemd-reload)
        systemctl --no-ask-password "$verb" -- "$name" || {
            status=$?
            systemctl --no-pager --full --lines=15 status -- "$name" >&2 || :
            exit "$status"
        }
        ;;
    systemd-*) systemctl --no-ask-password "$verb" -- "$name" ;;
    *-mask | *-unmask)
        echo "only systemd can $verb a service" >&2
        exit 1
        ;;
    openrc-enable) rc-update add "$name" default ;;
    openrc-disable) rc-update del "$name" ;;
    openrc-*) rc-service "$name" "$verb" ;;
    sysv-enable | sysv-disable) sysv_enable "$verb" ;;
    sysv-*) "/etc/init.d/$name" "$verb" </dev/null ;;
    esac
done
