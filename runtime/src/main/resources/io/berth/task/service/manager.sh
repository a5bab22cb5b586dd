# What starts and stops a host's services: prints systemd, openrc or sysv.
manager() {
    if [ -d /run/systemd/system ]; then
        echo systemd
    elif command -v rc-service >/dev/null; then
        echo openrc
    else
        echo sysv
    fi
}
