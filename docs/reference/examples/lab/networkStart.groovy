include '../files/storage.groovy'

play('networkStart') {
    on 'kvm1'
    networkStop 'inner'
    networkStart 'inner'
}
