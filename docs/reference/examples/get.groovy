variables dir: '/tmp/berth-example'

play('get') {
    on 'host'
    file dir, state: 'directory'
    copy content: 'a release\n', to: "$dir/release"
    get "file://$dir/release", to: "$dir/current", mode: '0755',
        checksum: 'sha256:7a423edf0c29ef8ded113e9bd5407f4ce6db1ee558630bc7ce56fd3ca2273d5a'
    get "file://$dir/release", to: "$dir/whatever", checksum: 'none'
}
