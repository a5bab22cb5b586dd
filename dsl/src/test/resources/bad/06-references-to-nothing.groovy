include 'parts/site.groovy'
slot('s1') {
    on 'kvm1'
    disk pool: 'primry', size: 2.GiB
    memory 512.MiB
    nic network: 'wan'
    template 'worke'
    image 'debian13'
}
image('other') { store 'kvm9'; tree '/srv/images/other' }
