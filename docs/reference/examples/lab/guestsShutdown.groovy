play('empty the host') {
    on 'kvm1'
    guestsShutdown within: 2.seconds, parallel: true, then: stop  // what hears no button is powered off
}
