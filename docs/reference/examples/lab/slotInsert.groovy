include '../../../../playbooks/site.groovy'

play('slotInsert') {
    shutdown 'w01'
    slotInsert 'w01', '../files', to: '/usr/local/share/files'  // a directory of the controller; an archive would do, too
    start 'w01'
}
