play('with the host') {
    on 'kvm1'
    guestAutostart 'demo-web'
    guestAutostart 'demo-db', enabled: false
}
