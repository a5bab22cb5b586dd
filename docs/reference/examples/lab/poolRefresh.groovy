include '../files/storage.groovy'

play('poolRefresh') {
    on 'kvm1'
    exec 'truncate', '-s', '1M', '/srv/berth/spare/found'
    poolRefresh 'spare'                        // now libvirt knows it
}
