play('exec') {
    on 'host'
    exec 'touch', '/tmp/berth-example-made', creates: '/tmp/berth-example-made'
}
