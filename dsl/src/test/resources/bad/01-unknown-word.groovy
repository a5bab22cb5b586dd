pol('primary') {
    on 'hypervisors'
    dir '/srv/pool'
}
pool('spare') {
    on 'hypervisors'
    dri '/srv/spare'
    dir '/srv/spare'
}
slot('s1') {
    on 'kvm1'
    disk pool: 'primary', size: 1.GiB    // the pool whose word is misspelt is not said to be missing
    memory 1.GiB
    template 'other'
}
