include '../files/storage.groovy'

play('poolDelete') {
    on 'kvm1'
    poolDelete 'spare', files: true            // without files, its volumes stay
}
