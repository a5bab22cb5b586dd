play('confirm') {
    on 'host'
    confirm 'Go on with all hosts?'
}
