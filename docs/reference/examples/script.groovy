play('script') {
    on 'host'
    script 'files/greet', arguments: ['a guest', '$HOME'], interpreter: 'sh'
}
