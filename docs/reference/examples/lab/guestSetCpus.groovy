play('more processors') {
    on 'kvm1'
    guestSetCpus 'demo-db', vcpus: 2, max: 4
}
