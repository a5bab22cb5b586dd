play('debug') {
    on 'host'
    debug 'all is well', values: [answer: 42]
}
