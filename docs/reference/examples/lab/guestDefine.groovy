play('define') {
    on 'kvm1'
    guestDefine 'demo-kept', file: 'files/demo-kept.xml'
}
