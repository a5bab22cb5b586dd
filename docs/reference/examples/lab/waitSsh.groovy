include '../../../../playbooks/site.groovy'

play('start and wait') {
    start 'w01'
    waitSsh 'w01', within: 2.minutes
}
