include 'parts/site.groovy'
play('tasks') {
    exec
    exec()
    exec 'uname'
    exec('uname', 5) { on 'kvm1' }
    exec(['a', 7]) { on 'kvm1' }
    exec('uname') { on 'kvm9'; timeot 30.seconds; retries 'two' }
    everything('a') { on 'kvm1'; number 1, 2; flag 1; names a: 1; level medium; inner { deep 1 } }
    start('w01') { on 'kvm1' }
    always {
        exec 'true'
    }
}
