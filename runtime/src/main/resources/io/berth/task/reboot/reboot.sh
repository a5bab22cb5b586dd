# Reboots the host a moment after it has answered: reboot.sh MESSAGE
message=$1
[ -z "$message" ] || ! command -v wall >/dev/null || wall -- "$message" >/dev/null 2>&1 || :
# shellcheck disable=SC2016  # a text for another shell
exec setsid sh -c '
    exec </dev/null >/dev/null 2>&1
    {
        sleep 1
        systemctl reboot || shutdown -r now || reboot
    } &'
