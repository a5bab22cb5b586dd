include '../../../../playbooks/site.groovy'

play('slotUnlock') {
    slotUnlock 'w01'
}
