include '../files/storage.groovy'

play('poolAutostart') {
    on 'kvm1'
    poolAutostart 'spare'
}
