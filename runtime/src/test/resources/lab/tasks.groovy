// Every task type and network mode once, on one host.

include 'small-slots.groovy'

network('inside') {
    on 'kvm3'
    isolated '192.168.170.0/24'
    dhcp '192.168.170.100'..'192.168.170.200'
}

network('outside') {
    on 'kvm3'
    bridge 'br0'
}

play('deploy') {
    redeploy('f03') {
        start false
    }
}

play('power') {
    on 'kvm3'
    start 'f03'
    waitSsh('f03') { within 1.minute }
    exec 'sh', '-c', 'echo "said by $(virsh domstate f03)"; echo "and complained" >&2'
    shutdown('f03') { within 20.seconds }
    exec(['sh', '-c', 'virsh domstate f03 | grep -q "shut off" && touch /run/berth-tasks-made']) { creates '/run/berth-tasks-made' }
    always {
        exec 'touch', '/run/berth-tasks-always'
    }
}

play('fails') {
    on 'kvm3'
    exec('sh', '-c', 'test -e /run/berth-tasks-retried || { touch /run/berth-tasks-retried; exit 3; }') { retries 1; delay 1.second }
}
