play('unplug') {
    on 'kvm1'
    rawStop 'legacy-db'
}
