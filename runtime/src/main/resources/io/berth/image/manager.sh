# Installs packages in the image that this runs in, by its own package manager: SCRIPT RECOMMENDS NAME...
# SCRIPT: what does it, told MANAGER install UPDATE RECOMMENDS NAME...
script=$1 recommends=$2
shift 2
for manager in apt-get zypper dnf yum apk ''; do
    [ -n "$manager" ] || { echo 'no package manager: none of apt-get, zypper, dnf, yum, apk is in the image' >&2 && exit 69; }
    ! command -v "$manager" >/dev/null || break
done
# what the installer keeps of itself is no part of an image
had=$([ -d /var/lib/berth ] && echo yes) || :
/bin/sh -euc "$script" apply.sh "${manager%-get}" install yes "$recommends" "$@"
rm -f /var/lib/berth/package-lists
[ -n "$had" ] || rmdir /var/lib/berth 2>/dev/null || :
case $manager in apt-get) apt-get clean ;; esac
