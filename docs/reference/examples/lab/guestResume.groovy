play('go on') {
    on 'kvm1'
    guestResume 'demo-web'
}
