# Does steps in a tree: TREE STEPS change|check. It is the first process of namespaces of its own: with it end all that steps have
# started, and all that is mounted here. Each step is a directory 1, 2, … with argv, its arguments with a NUL behind each; in, its
# input; title. apt.conf is how apt reaches its mirrors. On fd 3 it tells what it is at.
# shellcheck shell=sh
tree=$1 steps=$2 how=$3
trap 'exit 143' TERM
bring() { # DIRECTORY MOUNT-ARGUMENT...
    where=$tree/$1
    shift
    # one that leads elsewhere would have that mounted over
    if [ -L "$where" ] || { [ -e "$where" ] && [ ! -d "$where" ]; }; then
        echo "$where is no directory" >&2
        exit 70
    fi
    [ -d "$where" ] || mkdir -m 0755 "$where"
    mount "$@" "$where"
}
inside() {
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive APT_CONFIG=/run/berth-apt.conf \
        chroot "$tree" "$@"
}
if [ "$how" = check ]; then
    mount --bind "$tree" "$tree"
    mount -o remount,bind,ro "$tree"
    # what is mounted from here on is in the one that only reads
    for place in dev proc sys run tmp; do
        if [ -L "$tree/$place" ] || [ ! -d "$tree/$place" ]; then
            echo "the image has no directory /$place" >&2
            exit 70
        fi
    done
    mount -t tmpfs -o mode=1777 tmpfs "$tree/tmp"
fi
bring proc -t proc proc
bring sys --rbind /sys
bring dev --rbind /dev
bring run -t tmpfs -o mode=755 tmpfs
cat "$steps/apt.conf" >"$tree/run/berth-apt.conf"
policy=''
names=''
if [ "$how" = change ]; then
    # no service is started in a tree
    if inside /bin/sh -c '[ ! -e /usr/sbin/policy-rc.d ] && [ -d /usr/sbin ]'; then
        policy=yes
        inside /bin/sh -c 'printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d'
    fi
    # how this host finds others, for as long as the steps last
    if [ -L "$tree/etc" ] || [ ! -d "$tree/etc" ]; then
        :
    elif [ -L "$tree/etc/resolv.conf" ]; then
        # shellcheck disable=SC2016  # for the shell in the image
        inside /bin/sh -c 'to=$(readlink /etc/resolv.conf); case $to in /run/*) ;; ../run/*) to=/run/${to#../run/} ;; *) exit 0 ;; esac
            mkdir -p "${to%/*}" && cat >"$to"' </etc/resolv.conf
    else
        [ -e "$tree/etc/resolv.conf" ] || names=made
        [ -n "$names" ] && : >"$tree/etc/resolv.conf"
        mount --bind /etc/resolv.conf "$tree/etc/resolv.conf"
    fi
fi
number=1
while [ -d "$steps/$number" ]; do
    step=$steps/$number
    printf 'phase %s %s\n' "$how" "$(cat "$step/title")" >&3
    xargs -0 -x -n 100000 -s 1500000 -a "$step/argv" \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive APT_CONFIG=/run/berth-apt.conf \
        chroot "$tree" <"$step/in" 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- || {
        printf '%s\n' "$number" >"$steps/failed"
        exit 70
    }
    number=$((number + 1))
done
[ -z "$policy" ] || inside /bin/rm -f /usr/sbin/policy-rc.d
[ -z "$names" ] || { umount "$tree/etc/resolv.conf" && rm "$tree/etc/resolv.conf"; }
