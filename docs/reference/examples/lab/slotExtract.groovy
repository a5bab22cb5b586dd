include '../../../../playbooks/site.groovy'

play('slotExtract') {
    shutdown 'w01'
    slotExtract 'w01', '/var/log', to: '/tmp/berth-example/w01-log.tar.gz', replace: true
    start 'w01'
}
