play('ask') {
    on 'kvm1'
    guestWait 'demo-app', till: agent
    def kernel = guestExec('demo-app', command: ['uname', '-r'])
    debug { "kernel ${kernel.data.out}" }
}
