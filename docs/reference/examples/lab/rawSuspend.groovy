play('halt') {
    on 'kvm1'
    rawSuspend 'legacy-db'
}
