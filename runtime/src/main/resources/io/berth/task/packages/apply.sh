# Installs or removes: apply.sh MANAGER install|latest|remove|purge UPDATE RECOMMENDS [NAME[=VERSION]...]
# UPDATE and RECOMMENDS are yes or no.
manager=$1 verb=$2 update=$3 recommends=$4
shift 4
export LC_ALL=C DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_MODE=l ZYPP_LOCK_TIMEOUT=600

versioned=no
for name; do
    case $name in *=*) versioned=yes ;; esac
done

apt() {
    apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}
apt_update() { # waits up to ten minutes for whoever holds the lists, which apt itself does not
    left=600
    while :; do
        status=0
        said=$(apt update 2>&1) || status=$?
        printf '%s\n' "$said"
        [ "$status" -ne 0 ] && [ "$left" -gt 0 ] || return "$status"
        case $said in *'/lists/lock'*) ;; *) return "$status" ;; esac
        sleep 1
        left=$((left - 1))
    done
}
# A name with a dot that apt does not know would be taken as a pattern.
apt_knows() {
    for name; do
        case ${name%%=*} in
        *.*)
            bare=${name%%=*}
            apt-cache --all-names pkgnames "${bare%%:*}" | grep -Fxq -e "${bare%%:*}" || {
                echo "no package '$bare' is known" >&2
                exit 1
            }
            ;;
        esac
    done
}
# dnf and yum want NAME-VERSION.
each_with_dash() {
    for name; do
        case $name in
        *=*) set -- "$@" "${name%%=*}-${name#*=}" ;;
        *) set -- "$@" "$name" ;;
        esac
        shift
    done
    rpm_names "$@"
}
rpm_names() {
    case $verb in
    install | latest)
        weak=True
        [ "$recommends" = yes ] || weak=False
        "$manager" -y --setopt=install_weak_deps="$weak" install -- "$@"
        # what is installed already, install leaves as it is
        [ "$verb" = install ] || "$manager" -y --setopt=install_weak_deps="$weak" upgrade -- "$@"
        ;;
    *) "$manager" -y --setopt=clean_requirements_on_remove=False remove -- "$@" ;;
    esac
}

if [ "$update" = yes ]; then
    case $manager in
    apt) apt_update ;;
    zypper) zypper --non-interactive refresh ;;
    dnf) dnf -y --refresh makecache ;;
    yum) yum -y makecache ;;
    apk) apk --wait 600 update ;;
    esac
    mkdir -p /var/lib/berth
    : >/var/lib/berth/package-lists
fi
[ $# -gt 0 ] || exit 0

case $manager-$verb in
apt-install | apt-latest)
    apt_knows "$@"
    [ "$versioned" = no ] || set -- --allow-downgrades -- "$@"
    [ "$recommends" = yes ] || set -- --no-install-recommends "$@"
    apt install "$@"
    ;;
apt-*) apt "$verb" -- "$@" ;;
zypper-install | zypper-latest)
    [ "$versioned" = no ] || set -- --oldpackage -- "$@"
    [ "$recommends" = yes ] || set -- --no-recommends "$@"
    zypper --non-interactive install "$@"
    ;;
zypper-*) zypper --non-interactive remove -- "$@" ;;
dnf-* | yum-*) each_with_dash "$@" ;;
apk-install | apk-latest) apk --wait 600 add --upgrade -- "$@" ;;
apk-*) apk --wait 600 del -- "$@" ;;
esac
