variables dir: '/tmp/berth-example'

play('fetch') {
    on 'host'
    file dir, state: 'directory'
    copy content: 'a key\n', to: "$dir/host.pub"
    fetch "$dir/host.pub", to: "$dir/fetched"
    fetch "$dir/core", to: "$dir/cores/", flat: true, required: false
}
