include '../../../../playbooks/site.groovy'

play('slotMount') {
    shutdown 'w01'
    def mounted = slotMount('w01', write: true, why: 'a look')  // nobody starts or redeploys it now
    exec('ls', { mounted.data.directory }) { on 'kvm1' }
    slotRelease 'w01'
    start 'w01'
}
