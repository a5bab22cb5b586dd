variables dir: '/var/tmp/berth-example'

image('system') { store 'kvm1'; dir "$dir/store" }

play('cachePrune') {
    on 'kvm2', 'kvm3'
    cachePrune 'system', keep: 1
}

play('cachePrune of all') {
    on 'kvm2', 'kvm3'
    cachePrune()
}
