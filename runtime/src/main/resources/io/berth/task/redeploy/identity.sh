# What makes the system in the slot one of its own: its name, machine-id and ssh host keys. The tree is mounted for this
# script alone, so what was looked at stays as it was; no symbolic link of the tree is ever followed. Directories keep
# their times, so that the slot differs from the golden tree in these files only.
# Runs in a directory of the script's own. Sets: machine_id, host_key (empty when the tree has no place for ssh host keys).
# shellcheck shell=sh

machine_id=
host_key=

# Whether the tree has this directory: it, and all on the way to it, are directories and no links.
tree_has() { # TREE RELATIVE-DIRECTORY
    path=$1
    rest=$2/
    while [ -n "$rest" ]; do
        path=$path/${rest%%/*}
        rest=${rest#*/}
        if [ -L "$path" ] || [ ! -d "$path" ]; then return 1; fi
    done
}

# Ends the script if the way to a directory leads over a link: where to, nobody knows.
tree_no_link() { # TREE RELATIVE-DIRECTORY
    tree_has "$1" "$2" || [ ! -L "$path" ] || fail "/${path#"$1"/} in the tree is a symbolic link: it is not followed" \
        "make it a directory in the golden tree"
}

# Writes standard input to a file of a directory that tree_has. The file keeps its owner, mode and attributes; a link
# in its place is replaced, not followed.
tree_write() { # DIRECTORY NAME MODE
    [ -L "$1/$2" ] || [ ! -d "$1/$2" ] || fail "$2 in the tree is a directory" "make it a file in the golden tree"
    new=$(mktemp "$1/.berth.XXXXXX")
    if [ -f "$1/$2" ] && [ ! -L "$1/$2" ]; then
        cp --attributes-only --preserve=all "$1/$2" "$new"
    else
        chmod "$3" "$new"
    fi
    cat >"$new"
    mv -fT "$new" "$1/$2"
}

identity() { # TREE HOSTNAME
    tree_no_link "$1" etc/ssh
    tree_has "$1" etc || fail "the tree has no /etc" "build the image again"
    touch -r "$1/etc" etc.time
    machine_id=$(tr -d - </proc/sys/kernel/random/uuid)
    echo "$machine_id" | tree_write "$1/etc" machine-id 444
    echo "$2" | tree_write "$1/etc" hostname 644
    hosts_file "$1/etc/hosts" "$2" >hosts.new
    tree_write "$1/etc" hosts 644 <hosts.new
    if tree_has "$1" etc/ssh; then
        touch -r "$1/etc/ssh" ssh.time
        host_keys "$1/etc/ssh" "$2"
        touch -r ssh.time "$1/etc/ssh"
    fi
    # older systems keep the machine-id here; newer ones have a link to /etc/machine-id, and nothing is to be done
    if tree_has "$1" var/lib/dbus && [ -f "$1/var/lib/dbus/machine-id" ] && [ ! -L "$1/var/lib/dbus/machine-id" ]; then
        touch -r "$1/var/lib/dbus" dbus.time
        echo "$machine_id" | tree_write "$1/var/lib/dbus" machine-id 444
        touch -r dbus.time "$1/var/lib/dbus"
    fi
    touch -r etc.time "$1/etc"
}

# The hosts file as it should be: the line of 127.0.1.1 names the system, all others stay.
hosts_file() { # FILE HOSTNAME
    case $2 in *.*) own="127.0.1.1\t$2 ${2%%.*}" ;; *) own="127.0.1.1\t$2" ;; esac
    if [ -f "$1" ] && [ ! -L "$1" ]; then
        awk -v own="$own" '
            $1 == "127.0.1.1" { if (!done++) print own; next }
            { print }
            END { if (!done) print own }' <"$1"
    else
        printf '127.0.0.1\tlocalhost\n%b\n::1\tlocalhost ip6-localhost ip6-loopback\n' "$own"
    fi
}

# New keys are made beside the tree. RSA takes long and is made only where the system asks for it.
host_keys() { # DIRECTORY HOSTNAME
    types='ed25519 ecdsa'
    if [ -f "$1/sshd_config" ] && [ ! -L "$1/sshd_config" ] &&
        grep -Eiq '^[[:space:]]*HostKey[[:space:]=].*ssh_host_rsa_key' "$1/sshd_config"; then
        types="$types rsa"
    fi
    rm -rf -- "$1"/ssh_host_*
    for type in $types; do
        ssh-keygen -q -t "$type" -N '' -C "root@$2" -f "$type"
        tree_write "$1" "ssh_host_${type}_key" 600 <"$type"
        tree_write "$1" "ssh_host_${type}_key.pub" 644 <"$type.pub"
        rm "$type"
    done
    read -r key_type key_data _ <ed25519.pub
    host_key="$key_type $key_data"
}

# Reads back what was written, and that it is where it belongs.
identity_verify() { # TREE HOSTNAME
    [ "$(cat "$1/etc/machine-id" "$1/etc/hostname")" = "$machine_id
$2" ] || fail "the identity written is not what is read back" "look for errors of the disk in the host's kernel log"
    if [ -n "$host_key" ]; then
        cmp -s "$1/etc/ssh/ssh_host_ed25519_key.pub" ed25519.pub ||
            fail "the ssh host key written is not what is read back" "look for errors of the disk in the host's kernel log"
    fi
}
