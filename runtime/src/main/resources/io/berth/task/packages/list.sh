# What is installed: the manager, the age of its lists in seconds, then a package a line:
# name, architecture, version, what dpkg says of its state, what it provides; with tabs between.
newest=0
for file in /var/lib/berth/package-lists /var/lib/apt/periodic/update-success-stamp; do
    [ ! -e "$file" ] || [ "$(stat -c %Y "$file")" -le "$newest" ] || newest=$(stat -c %Y "$file")
done
age=$(($(date +%s) - newest))
rpms() {
    rpm -qa --queryformat '%{NAME}\t%{ARCH}\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\tii \t\n'
}
if command -v apt-get >/dev/null; then
    echo "apt $age"
    # shellcheck disable=SC2016  # dpkg's variables
    dpkg-query --show --showformat='${Package}\t${Architecture}\t${Version}\t${db:Status-Abbrev}\t${Provides}\n'
elif command -v zypper >/dev/null; then
    echo "zypper $age"
    rpms
elif command -v dnf >/dev/null; then
    echo "dnf $age"
    rpms
elif command -v yum >/dev/null; then
    echo "yum $age"
    rpms
elif command -v apk >/dev/null; then
    echo "apk $age"
    { cat /lib/apk/db/installed; echo; } | awk '
        /^[PVAp]:/ { field[substr($0, 1, 1)] = substr($0, 3) }
        /^$/ { if (field["P"] != "") printf "%s\t%s\t%s\tii \t%s\n", field["P"], field["A"], field["V"], field["p"]; split("", field) }'
else
    echo "no package manager: none of apt-get, zypper, dnf, yum, apk is there" >&2
    exit 1
fi
