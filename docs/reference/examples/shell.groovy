play('shell') {
    on 'host'
    shell 'df --output=pcent / | tail -n 1 >/tmp/berth-example-used', creates: '/tmp/berth-example-used'
}
