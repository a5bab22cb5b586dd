# Where the system is: its time zone and its locale.
# shellcheck shell=sh

identity_timezone() { # TREE ZONE
    zone=usr/share/zoneinfo/$2
    if ! tree_has "$1" "${zone%/*}" || [ ! -e "$1/$zone" ] || [ -d "$1/$zone" ]; then
        fail "the tree has no time zone $2" "install tzdata in the image, or name it as there"
    fi
    tree_link "$1" etc localtime "../$zone"
    if tree_has_file "$1" etc timezone; then
        echo "$2" >timezone.new
        tree_write "$1" etc timezone 644 <timezone.new
    fi
}

# LANG alone; what else the file says stays.
identity_locale() { # TREE LOCALE
    if tree_has_file "$1" etc locale.conf || ! tree_has "$1" etc/default; then
        locale_at=etc locale_name=locale.conf
    else
        locale_at=etc/default locale_name=locale
    fi
    : >locale.new
    ! tree_has_file "$1" "$locale_at" "$locale_name" || sed '/^[[:space:]]*LANG=/d' "$1/$locale_at/$locale_name" >locale.new
    echo "LANG=$2" >>locale.new
    tree_write "$1" "$locale_at" "$locale_name" 644 <locale.new
}
