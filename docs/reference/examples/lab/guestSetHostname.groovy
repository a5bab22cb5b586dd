play('name') {
    on 'kvm1'
    guestSetHostname 'demo-app', hostname: 'app'
}
