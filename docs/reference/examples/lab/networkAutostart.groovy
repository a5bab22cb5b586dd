include '../files/storage.groovy'

play('networkAutostart') {
    on 'kvm1'
    networkAutostart 'inner'
}
