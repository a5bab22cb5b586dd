include '../files/storage.groovy'

play('networkStop') {
    on 'kvm1'
    networkStop 'inner'                        // refused while guests are plugged in
}
