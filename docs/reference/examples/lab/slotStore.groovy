include '../../../../playbooks/site.groovy'

image('captured') { store 'kvm1'; dir '/srv/berth/captured' }

play('slotStore') {
    shutdown 'w01'
    slotStore 'w01', image: 'captured', alias: 'tested'      // captured@tested from then on; ssh host keys and machine-id stay behind
    start 'w01'
}
