play('pause') {
    on 'host'
    pause 1.second
}
