include 'parts/site.groovy'
dir '/srv'
play('redeploy') {
    pool('primary') { on 'kvm1'; dir '/srv/pool' }
    always { limit perHost: 1 }
    slots('w', perHost: 3) { }
}
pool('spare') {
    on 'kvm1'
    dir '/srv'
    memory 1.GiB
}
exec 'uname'
