include 'parts/site.groovy'
slot('s1') {
    on 'kvm1'
    disk pool: 'primary', size: -2.GiB
    memory 2.GB
    template 'worker'
}
slot('s2') {
    on 'kvm1'
    disk pool: 'primary', size: 0.GiB, partition: 500, filesystem: 'ext5'
    memory 9000000.TiB
    vcpus 0
    image 'nowhere'
    template 'worker'
}
slot('s3') {
    on 'kvm1'
    disk pool: 'primary', size: 1.GiB
    memory 1.5.GiB
    vcpus -1
    template 'worker'
}
