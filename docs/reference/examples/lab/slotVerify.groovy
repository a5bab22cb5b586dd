include '../../../../playbooks/site.groovy'

play('slotVerify') {
    redeploy('w01') { start false }
    slotVerify 'w01', exclude: ['/var/log']                  // fails unless w01 is its image but for its identity
    start 'w01'
}
