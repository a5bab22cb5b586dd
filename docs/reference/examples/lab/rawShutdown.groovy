play('evening') {
    on 'kvm1'
    rawShutdown 'legacy-db', within: 1.second, then: stop  // what hears no button is ended
}
