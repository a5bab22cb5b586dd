play('forget') {
    on 'kvm1'
    guestUndefine 'demo-old', dropSaved: true, nvram: drop
}
