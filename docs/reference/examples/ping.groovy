play('ping') {
    on 'host'
    ping()
}
