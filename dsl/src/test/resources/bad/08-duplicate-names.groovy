include 'parts/site.groovy'
pool('primary') { on 'kvm1'; dir '/srv/again' }
hosts { host 'kvm1', address: '10.77.0.99' }
slot('w03') {
    on 'kvm1'
    disk pool: 'primary', size: 2.GiB
    memory 512.MiB
    template 'worker'
}
play('same') { }
play('same') { }
