variables dir: '/tmp/berth-example', role: 'web server'

play('template') {
    on 'host'
    file dir, state: 'directory'
    template 'files/motd.ftl', to: "$dir/motd", mode: '0644'
}
