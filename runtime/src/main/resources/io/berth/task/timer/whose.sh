# Whose systemd has a timer: sets its scope and units for the host's (system) or that of who asks (user).
whose() { # system|user
    if [ "$1" = user ]; then
        XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
        export XDG_RUNTIME_DIR
        scope=--user units=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user
    else
        scope=--system units=/etc/systemd/system
    fi
}
