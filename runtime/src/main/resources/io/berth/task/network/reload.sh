# shellcheck shell=sh
# PID-FILE: a dnsmasq reads its files again, if it runs.
pid=$(cat "$1" 2>/dev/null) || pid=
case $pid in
'' | *[!0-9]*)
    echo "no dnsmasq runs by $1: it reads the file when it starts"
    exit 0
    ;;
esac
# another program may have the number by now
if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dnsmasq ]; then
    kill -HUP "$pid"
else
    echo "no dnsmasq runs by $1: it reads the file when it starts"
fi
