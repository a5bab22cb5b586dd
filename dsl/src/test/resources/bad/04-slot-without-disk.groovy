include 'parts/site.groovy'
slot('s1') {
    on 'kvm1'
    memory 512.MiB
    template 'worker'
}
