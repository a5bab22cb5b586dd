play('fail') {
    on 'host'
    fail 'this host has no processor', when: { facts.cpus < 1 }
}
