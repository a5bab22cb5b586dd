play('empty the host') {
    on 'kvm1'
    guestsShutdown within: 30.seconds, parallel: true, pause: 1.second, then: stop
}
