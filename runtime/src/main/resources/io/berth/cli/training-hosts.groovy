// The host of a training of the class archive: this machine, reached by ssh where it has an sshd. See Training.

variables dir: '/nowhere', made: '/nowhere', port: 0, user: 'nobody'

// more than twenty of those, so that what they say is told together
def names = ['here'] + (1..24).collect { number -> "row${number}" }

hosts {
    names.each { name ->
        if (port) {
            host name, address: '127.0.0.1', port: port, user: user, identityFile: "${dir}/client", knownHosts: "${dir}/known_hosts",
                    vars: [rack: 'r1', ports: [80, 443]]
        } else {
            host name, connection: local, vars: [rack: 'r1', ports: [80, 443]]
        }
    }
    group 'all-of-them', 'here', 'row1'
}
