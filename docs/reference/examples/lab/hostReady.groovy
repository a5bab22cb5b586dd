play('hostReady') {
    on 'kvm1'
    hostReady within: 30.seconds
}
