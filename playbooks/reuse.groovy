// A role (roles/example.groovy) with parameters and a handler of its own, and a file of tasks (tasks/greet.groovy) that is included
// with a name given to it.
//
//     berth run playbooks/reuse.groovy -i hosts.groovy -e root=/tmp/try

variables root: '/srv/example'

play('reuse') {
    on 'all'
    role 'example', root: root, ports: [80, 443]
    ['world', 'everybody'].each { who ->
        include 'tasks/greet.groovy', who: who, into: root
    }
}
