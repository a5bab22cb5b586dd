include 'parts/site.groovy'
play('early') {
    on 'kvm1'
    def r = exec 'uname', '-r'
    if (r.changed) { exec 'reboot' }
    if (r) { exec 'reboot' }
    exec 'echo', r.out
    exec 'echo', "kernel ${r.data.kernel}"
    exec 'echo', r
    exec 'echo', "$r"
    if (facts.os.family == 'debian') { exec 'apt' }
    exec 'a', when: facts.os.family == 'debian'
    def there = r.on('kvm1').out
    exec 'a', argv: { r.out }
    exec 'a', when: { facts.os.family == famly && r.chagned }
    exec 'a', when: { exec 'b' }
    exec 'a', when: { x -> x }
    exec 'a', title: { r.out }
    redeploy('w01') { identity hostname: { r.out } }
    start { slot { r.out } }
    facts
    host.name
    exec 'a', on: { host.name }
}
