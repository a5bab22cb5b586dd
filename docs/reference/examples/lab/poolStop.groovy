include '../files/storage.groovy'

play('poolStop') {
    on 'kvm1'
    poolStop 'spare'                           // refused while a guest runs on what it has mounted
}
