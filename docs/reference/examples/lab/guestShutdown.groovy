play('evening') {
    on 'kvm1'
    guestShutdown 'demo-web', within: 1.second, then: stop  // what hears no button is powered off
}
