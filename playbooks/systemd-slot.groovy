// One more slot, which boots the full system instead of the small init of the site's slots.

include 'site.groovy'

slot('s01') {
    on 'kvm3'
    disk pool: 'primary', size: 1.GiB
    memory 256.MiB
    nic network: 'lan'
    template 'worker'
    image 'debian12'
    vars init: '/sbin/init'
}

play('systemd') {
    redeploy('s01') {
        ready { ssh within: 5.minutes }
    }
}
