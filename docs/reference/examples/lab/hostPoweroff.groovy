play('night') {
    on 'kvm1'
    guestsShutdown()
    hostPoweroff()
}
