include '../files/storage.groovy'

play('networkFilter') {
    on 'kvm1'
    networkFilter 'no-lab', deny: ['10.1.0.0/16'], allow: ['10.1.0.5 tcp 5432']
    networkFilter 'no-lab', state: 'absent'
}
