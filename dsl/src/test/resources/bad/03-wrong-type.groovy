include 'parts/site.groovy'
slot('s1') {
    on 'kvm1'
    disk pool: 'primary', size: 'big'
    memory 512
    vcpus 'two'
    template 'worker'
}
pool('other') { on 'kvm1'; dir 42; autostart 'yes' }
