include '../files/storage.groovy'

play('poolStart') {
    on 'kvm1'
    poolStop 'spare'
    poolStart 'spare'
}
