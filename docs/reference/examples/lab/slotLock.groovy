include '../../../../playbooks/site.groovy'

play('slotLock') {
    slotLock 'w01', why: 'its disk is exchanged', within: 8.hours   // seen by berth slot list, and by whoever wants to redeploy it
    slotUnlock 'w01'
}
