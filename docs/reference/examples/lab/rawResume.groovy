play('go on') {
    on 'kvm1'
    rawResume 'legacy-db'
}
