# What makes the system in the slot one of its own. What is asked for comes on standard input (fd 4), as lines of a word and
# what belongs to it, "end" last:
#   shown TEXT                       what the slot's record keeps of it
#   inserts DIGEST                   and  insert PACKING KIND BYTES: see inserts.sh
#   ssh-keys fresh|kept
#   authorized USER add|exclusive    and  authorized-key USER KEY
#   password USER HASH
#   network SYSTEM                   and  net SYSTEM PATH LINE: the lines of the files of each system, of which one is taken
#   timezone ZONE, locale LOCALE
#   seed tree|iso|vfat               and  seed-file NAME LINE: the lines of the files of cloud-init's seed
# Runs in a directory of the script's own. Sets: machine_id, host_key (empty when the tree has no place for ssh host keys),
# identity_shown.
# shellcheck shell=sh

machine_id=
host_key=
identity_shown=
# shellcheck disable=SC2034  # for the slot's record
inserts_digest=
ssh_keys=fresh
authorized=
hashed=
network=
timezone=
locale=
seed=

# Takes what is asked for, whole or not at all, and finds what it takes missing before anything is done.
identity_receive() { # DISK
    # no more of it: there may be something else behind
    (umask 077 && while IFS= read -r line; do
        printf '%s\n' "$line"
        [ "$line" != end ] || break
    done >identity) <&4
    whole=
    while IFS= read -r line; do
        case $line in
        'inserts '*) inserts_digest=${line#* } ;;
        'ssh-keys '*) ssh_keys=${line#* } ;;
        'authorized '*) authorized=yes ;;
        'password '*) hashed=yes ;;
        'network '*) network=${line#* } ;;
        'timezone '*) timezone=${line#* } ;;
        'locale '*) locale=${line#* } ;;
        'seed '*) seed=${line#* } ;;
        end) whole=yes ;;
        esac
    done <identity
    [ -n "$whole" ] || fail "the identity did not come whole" "try again"
    # shellcheck disable=SC2034  # for the slot's record
    identity_shown=$(identity_said shown)
    need cmp diffutils
    [ -z "$seed" ] || seed_needs "$seed" "$1"
}

# -> what is said behind these words, a line each
identity_said() { # WORD...
    WORDS="$* " LC_ALL=C awk '
        BEGIN { words = ENVIRON["WORDS"] }
        index($0, words) == 1 { print substr($0, length(words) + 1) }' identity
}

identity() { # TREE HOSTNAME KEYS-OF-THE-SLOT DEVICE DISK SLOT-DISK    the disk that the device is of, and whose place it has or takes
    tree_no_link "$1" etc/ssh
    tree_has "$1" etc || fail "the tree has no /etc" "build the image again"
    tree_open "$1"
    identity_name "$1" "$2"
    identity_host_keys "$1" "$2" "$3"
    identity_random "$1"
    identity_fstab "$1" "$4" "$5"
    [ -z "$authorized" ] || identity_authorized "$1"
    [ -z "$hashed" ] || identity_passwords "$1"
    [ -z "$timezone" ] || identity_timezone "$1" "$timezone"
    [ -z "$locale" ] || identity_locale "$1" "$locale"
    [ -z "$network" ] || identity_network "$1" "$network"
    [ -z "$seed" ] || identity_cloud "$1" "$seed" "$6"
    tree_close "$1"
}

identity_name() { # TREE HOSTNAME
    machine_id=$(tr -d - </proc/sys/kernel/random/uuid)
    echo "$machine_id" >machine-id.new
    tree_write "$1" etc machine-id 444 <machine-id.new
    echo "$2" >hostname.new
    tree_write "$1" etc hostname 644 <hostname.new
    hosts_file "$1/etc/hosts" "$2" >hosts.new
    tree_write "$1" etc hosts 644 <hosts.new
    # older systems keep the machine-id here; newer ones have a link to /etc/machine-id, and nothing is to be done
    ! tree_has_file "$1" var/lib/dbus machine-id || tree_write "$1" var/lib/dbus machine-id 444 <machine-id.new
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

# Two systems that begin with the same random seed are not to be told apart by what they take for random.
identity_random() { # TREE
    for at in var/lib/systemd var/lib/urandom; do
        ! tree_has_file "$1" "$at" random-seed || {
            head -c 512 /dev/urandom >seed.new
            tree_write "$1" "$at" random-seed 600 <seed.new
        }
    done
}

# Reads back what was written, and that it is where it belongs.
identity_verify() { # TREE DISK
    tree_verify "$1"
    [ -z "$seed" ] || identity_cloud_verify "$seed" "$2"
}
