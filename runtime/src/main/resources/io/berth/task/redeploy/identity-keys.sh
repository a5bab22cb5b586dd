# The ssh host keys of a system: new ones, or those that its slot keeps.
# shellcheck shell=sh
# shellcheck disable=SC2154  # ssh_keys: what is asked for

identity_host_keys() { # TREE HOSTNAME KEPT
    tree_has "$1" etc/ssh || return 0
    types='ed25519 ecdsa'
    # RSA takes long and is made only where the system asks for it
    if tree_has_file "$1" etc/ssh sshd_config &&
        grep -Eiq '^[[:space:]]*HostKey[[:space:]=].*ssh_host_rsa_key' "$1/etc/ssh/sshd_config"; then
        types="$types rsa"
    fi
    tree_at "$1" etc/ssh
    rm -rf -- "$1"/etc/ssh/ssh_host_* || fail "ssh host keys in the tree cannot be removed; is the slot or its pool full?" "$copy_next"
    for type in $types; do
        if [ "$ssh_keys" = kept ]; then
            kept_key "$type" "$2" "$3"
        else
            ssh-keygen -q -t "$type" -N '' -C "root@$2" -f "$type"
        fi
        tree_write "$1" etc/ssh "ssh_host_${type}_key" 600 <"$type"
        tree_write "$1" etc/ssh "ssh_host_${type}_key.pub" 644 <"$type.pub"
        rm "$type"
    done
    read -r key_type key_data _ <ed25519.pub
    # shellcheck disable=SC2034  # for whoever asks whether the system answers with it
    host_key="$key_type $key_data"
}

# The slot's key of that type, here and there: made when there is none yet. Private keys are kept alone; the public ones
# follow from them.
kept_key() { # TYPE HOSTNAME KEPT
    umask 077
    mkdir -p "$3"
    if [ -f "$3/$1" ]; then
        cat "$3/$1" >"$1"
    else
        ssh-keygen -q -t "$1" -N '' -C "root@$2" -f "$1"
        cat "$1" >"$3/$1.new"
        sync "$3/$1.new"
        mv -fT "$3/$1.new" "$3/$1"
    fi
    ssh-keygen -y -P '' -f "$1" >public ||
        fail "the slot's kept ssh host key of type $1 cannot be read" "remove it on the host, for a new one: $3/$1"
    read -r key_type key_data _ <public
    echo "$key_type $key_data root@$2" >"$1.pub"
    umask 022
}
