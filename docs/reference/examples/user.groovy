play('user') {
    on 'host'
    userGroup 'operators'
    user('anna') {
        groups 'operators'
        shell '/bin/bash'
        comment 'Anna of the night shift'
        expires '2031-12-31'
    }
}
