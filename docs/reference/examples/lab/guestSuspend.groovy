play('halt') {
    on 'kvm1'
    guestSuspend 'demo-web'
}
