include '../files/storage.groovy'

play('networkDelete') {
    on 'kvm1'
    networkDelete 'inner'
}
