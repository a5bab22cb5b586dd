play('reset') {
    on 'kvm1'
    guestReset 'demo-web'
}
