include '../../../../playbooks/site.groovy'

play('slotRelease') {
    slotRelease 'w01'
}
