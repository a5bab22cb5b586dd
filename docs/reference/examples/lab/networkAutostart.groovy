play('networkAutostart') {
    on 'kvm1'
    networkAutostart 'inner', off: true
}
