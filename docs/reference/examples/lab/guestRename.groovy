play('rename') {
    on 'kvm1'
    guestRename 'demo-kept', to: 'demo-old'
}
