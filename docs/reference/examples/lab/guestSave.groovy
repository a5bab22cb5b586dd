play('save') {
    on 'kvm1'
    guestSave 'demo-web'
}
