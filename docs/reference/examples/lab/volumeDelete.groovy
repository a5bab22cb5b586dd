play('volumeDelete') {
    on 'kvm1'
    volumeDelete 'spare/again'                 // refused while a domain of any host has it
}
