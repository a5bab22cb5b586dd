# What the other scripts of this directory share.

# Answers are read by a program: they must not depend on the user's language. What an administrator calls must be found.
unset LANGUAGE
export LC_ALL=C.UTF-8 PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

# signal_of STATUS SAID: the name of the signal that ended a command, or -. A status above 128 may be the command's own;
# what tells is that the shell says so, here to the file SAID. It never does for INT and PIPE.
signal_of() {
    if [ "$1" -eq 130 ] || [ "$1" -eq 141 ] || { [ "$1" -gt 128 ] && [ -s "$2" ]; }; then
        kill -l "$1" || echo -
    else
        echo -
    fi
}
