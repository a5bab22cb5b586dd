variables dir: '/tmp/berth-example'

play('lines') {
    on 'host'
    file dir, state: 'directory'
    lines("$dir/hosts") {
        text '192.0.2.1 store\n192.0.2.2 web\n'
        marker '# {mark}: hosts of the site'
        create true
    }
}
