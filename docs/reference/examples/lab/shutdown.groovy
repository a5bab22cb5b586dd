include '../../../../playbooks/site.groovy'

play('stop') {
    shutdown 'w01', within: 30.seconds, then: destroy
}
