play('ask') {
    on 'kvm1'
    guestWait 'demo-app', till: agent
    def kernel = guestExec('demo-app', command: ['uname', '-r'])
    debug message: { "kernel ${kernel.data.out}" }
}
