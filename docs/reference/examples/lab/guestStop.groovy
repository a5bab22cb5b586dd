play('stop') {
    on 'kvm1'
    guestStop 'demo-db'
}
