# How the system reaches its networks: the files of the way that it has, in place of those that the image has there. What they
# say comes ready for each way.
# shellcheck shell=sh

identity_network() { # TREE auto|netplan|networkd|networkmanager|ifupdown|scripts
    way=$2
    [ "$way" != auto ] || way=$(network_way "$1")
    [ -n "$way" ] || fail "how the system in the tree reaches its networks cannot be told" \
        "say it: network { system networkd }, netplan, networkmanager, ifupdown or scripts"
    say "network by $way"
    case $way in
    netplan) network_clear "$1" etc/netplan '*.yaml' ;;
    networkd) network_clear "$1" etc/systemd/network '*.network' ;;
    networkmanager) network_clear "$1" etc/NetworkManager/system-connections '*' ;;
    scripts)
        network_clear "$1" etc/sysconfig/network-scripts 'ifcfg-*'
        network_clear "$1" etc/sysconfig/network-scripts 'route*-*'
        network_clear "$1" etc/sysconfig/network-scripts 'rule*-*'
        ;;
    esac
    mode=644
    case $way in netplan | networkmanager) mode=600 ;; esac
    identity_said net "$way" >net.lines
    awk '!seen[$1]++ { print $1 }' net.lines >net.files
    while read -r file; do
        network_directory "$1" "${file%/*}"
        identity_said net "$way" "$file" >net.file
        case $file in
        # what a resolver of the system's own looks after is its affair
        etc/resolv.conf) [ ! -L "$1/etc/resolv.conf" ] || continue ;;
        esac
        tree_write "$1" "${file%/*}" "${file##*/}" "$mode" <net.file
    done <net.files
    # or it would have a network of its own making beside this one
    if [ -z "$seed" ] && tree_has "$1" etc/cloud/cloud.cfg.d; then
        echo 'network: {config: disabled}' >net.file
        tree_write "$1" etc/cloud/cloud.cfg.d 99-berth-network.cfg 644 <net.file
    fi
}

# -> the way of the system in the tree: the first that it shows. A system with systemd always has networkd, but few use it.
network_way() { # TREE
    if tree_has "$1" etc/netplan; then
        echo netplan
    elif network_enabled "$1" systemd-networkd; then
        echo networkd
    elif tree_has "$1" etc/sysconfig/network-scripts && network_any "$1" etc/sysconfig/network-scripts 'ifcfg-*'; then
        echo scripts
    elif tree_has "$1" etc/NetworkManager/system-connections; then
        echo networkmanager
    elif tree_has_file "$1" etc/network interfaces; then
        echo ifupdown
    elif tree_has "$1" etc/systemd/network && network_any "$1" etc/systemd/network '*.network'; then
        echo networkd
    fi
}

network_enabled() { # TREE UNIT
    tree_has "$1" etc/systemd/system/multi-user.target.wants && [ -L "$1/etc/systemd/system/multi-user.target.wants/$2.service" ]
}

network_any() { # TREE DIRECTORY PATTERN
    for any in "$1/$2"/$3; do
        [ ! -e "$any" ] && [ ! -L "$any" ] || return 0
    done
    return 1
}

network_clear() { # TREE DIRECTORY PATTERN
    tree_no_link "$1" "$2"
    tree_has "$1" "$2" || return 0
    for old in "$1/$2"/$3; do
        case ${old##*/} in ifcfg-lo) continue ;; esac
        # a directory is no file of the kind, and keeps what the user has there
        if [ -L "$old" ] || [ -f "$old" ]; then tree_remove "$1" "$2" "${old##*/}"; fi
    done
}

# Makes what is missing on the way to a file.
network_directory() { # TREE DIRECTORY
    above=
    for part in $(echo "$2" | tr / ' '); do
        [ -z "$above" ] || tree_make "$1" "$above" "$part" 755
        above=${above:+$above/}$part
    done
}
