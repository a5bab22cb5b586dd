include 'parts/site.groovy'
handler('restart') { exec 'restart'; serial 2 }
handler { exec 'x' }
handler('restart') { exec 'y' }
play('control') {
    on 'kvm1'
    exec 'a', notify: 'restrat'
    block('x') { exec 'b'; limit perHost: 1; resuce { exec 'c' } }
    block
    always 5
    handler('twice') { exec 'c', on: 'kvm1' }
    handler('twice') { exec 'd', notify: 'restart' }
    handler('last') { exec 'e', notify: 'twice' }
    exec 'n', notify: 'last'
    serial 0, '500%'
    maxFail(-1)
    limit perLabel: [rack: 'one']
    order backwards
    become user: 'x', methd: 'su'
    env 'A B': 'x'
    exec 'e', env: [A: 1], vars: 'x', tags: 5, once: 'yes'
    hosts('kvm*').each { h -> exec h.nme }
    hosts()
    when true
    timeout 0.seconds
}
