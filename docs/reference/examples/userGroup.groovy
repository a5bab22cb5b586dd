play('groups') {
    on 'host'
    userGroup 'operators', gid: '1700'
    userGroup 'interns', state: absent
}
