play('facts') {
    on 'host'
    facts()
}
