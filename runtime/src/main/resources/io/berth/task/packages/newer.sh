# Of these packages, those that would be brought up to date, with the version they would get: newer.sh [NAME...]
# Looks at the lists that are there; asks no network.
export LC_ALL=C
if command -v apt-get >/dev/null; then
    apt-cache policy -- "$@" | awk '
        /^[^ ]/ { name = $1; sub(/:$/, "", name) }
        $1 == "Installed:" { installed = $2 }
        $1 == "Candidate:" && $2 != installed && $2 != "(none)" && installed != "(none)" { print name "\t" $2 }'
elif command -v zypper >/dev/null; then
    zypper --non-interactive --no-refresh --quiet list-updates | awk -F ' *[|] *' -v wanted="$*" '
        BEGIN { split(wanted, names, " "); for (i in names) is[names[i]] = 1 }
        is[$3] { print $3 "\t" $5 }'
elif command -v dnf >/dev/null; then
    dnf --quiet --cacheonly repoquery --upgrades --queryformat '%{name}\t%{evr}' -- "$@"
elif command -v yum >/dev/null; then
    yum --quiet --cacheonly list updates -- "$@" 2>/dev/null | awk 'NF == 3 { sub(/[.][^.]*$/, "", $1); print $1 "\t" $2 }'
else
    apk --no-network version --limit '<' -- "$@" | awk '$2 == "<" { name = $1; sub(/-[^-]*-r[0-9]*$/, "", name); print name "\t" $3 }'
fi
