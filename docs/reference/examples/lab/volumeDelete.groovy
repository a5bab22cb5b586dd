include '../files/storage.groovy'

play('volumeDelete') {
    on 'kvm1'
    volumeCreate 'spare/goes', size: 8.MiB
    volumeDelete 'spare/goes'                  // refused while a domain of any host has it
}
