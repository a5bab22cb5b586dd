// Slots of the lab's machine with Debian's kernel, whose guests are defined there and never started.

image('tiny') {
    store 'kvm4'
    tree '/srv/berth/images/tiny'
}

pool('machine') {
    on 'kvm4'
    dir '/srv/berth/pools/machine'
}

template 'worker', '../../../../../templates/worker.xml.ftl'

slot('m01') {
    on 'kvm4'
    disk pool: 'machine', size: 64.MiB
    memory 96.MiB
    template 'worker'
    image 'tiny'
}

play('by rsync') {
    tags 'rsync'
    redeploy('m01') {
        by rsync
        start false
    }
}

play('by tar') {
    tags 'tar'
    redeploy('m01') {
        by tar
        start false
    }
}
