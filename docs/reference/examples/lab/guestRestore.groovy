play('restore') {
    on 'kvm1'
    guestRestore 'demo-web'
}
