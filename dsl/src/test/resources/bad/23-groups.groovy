hosts {
    host 'a b'
    host 'all'
    host 'web1', port: 70000, connection: telnet, vars: 5
    group 'kvm1', 'kvm2'
    group 'one', 'two'
    group 'two', 'three', 'web1'
    group 'three', 'one'
    group 'empty'
    group 'hypervisors', 'web1'
}
