include '../../../../playbooks/site.groovy'

play('start') {
    start 'w01'
}
