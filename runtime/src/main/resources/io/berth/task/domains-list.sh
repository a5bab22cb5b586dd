# The domains of a host, for scripts that have virsh.sh, as list_with lists other things.
# shellcheck shell=sh

# What there is of domains, for list_domains. Fails if libvirt does not answer, and tells why.
domains_seen() {
    # virsh ends no line that it echoes
    end='
'
    calls='list --all --uuid --name;'
    for what in persistent autostart managed-save snapshot; do
        case $what in managed-save | snapshot) which=with-$what ;; *) which=$what ;; esac
        calls="$calls echo '$what$end'; list --all --uuid --$which;"
    done
    virsh "$calls echo 'states$end'; domstats --state" 2>&1
}

# list_domains SEEN: the same of domains, with all that is asked of one. What can be had of all by one call is not asked of each: with many domains
# that is most of the time.
list_domains() {
    # shellcheck disable=SC2016  # awk's
    virsh "$(printf '%s\n' "$1" | awk -v mark="$(printf '\001')" '
        BEGIN { split("running,idle,paused,in shutdown,shut off,crashed,pmsuspended", words, ",") }
        NF == 1 && /^(persistent|autostart|managed-save|snapshot|states)$/ { part = $1; next }
        part == "" && NF > 1 { uuids[++count] = $1; named[substr($0, length($1) + 2)] = $1; next }
        part == "states" && /^Domain: / { uuid = named[substr($0, 10, length($0) - 10)]; next }
        part == "states" && sub(/^ *state\.state=/, "") { state[uuid] = words[$0] }
        part != "states" && NF == 1 { is[part, $1] = 1 }
        function echo(what) { printf "echo '\''%s'\''; ", what }
        function label(what, uuid) { echo(mark what " " uuid mark) }
        END {
            for (i = 1; i <= count; i++) {
                uuid = uuids[i]
                label("info", uuid)
                if (state[uuid] == "") {
                    printf "dominfo %s; ", uuid
                } else {
                    echo("State: " state[uuid] "\n")
                    echo("Persistent: " (is["persistent", uuid] ? "yes" : "no") "\n")
                    echo("Autostart: " (is["autostart", uuid] ? "enable" : "disable") "\n")
                    echo("Managed save: " (is["managed-save", uuid] ? "yes" : "no") "\n")
                }
                if (state[uuid] != "shut off") { label("live", uuid); printf "dumpxml %s; ", uuid }
                label("stored", uuid); printf "dumpxml --inactive --security-info %s; ", uuid
                if (is["snapshot", uuid]) { label("snapshots", uuid); printf "snapshot-list --name %s; ", uuid }
            }
            echo(mark "end" mark)
        }')" 2>/dev/null
}
