// A playbook that the training of the class archive loads, plans and runs: see Training.
// It has something of everything that playbooks usually have, and changes nothing outside of its directory.

variables count: 2, size: 1.GiB, within: 30.seconds

def names = (1..count).collect { number -> "task-${number}" }

def greeting(name) {
    return name.startsWith('task') ? "hello ${name}" : 'hello'
}

play('first') {
    on 'here'
    names.each { name ->
        exec 'true', greeting(name), creates: '/'
    }
    for (n in [1, 2, 3]) {
        if (n > 1 && size > 1.MiB) {
            exec('true', "${n}") { timeout within }
        }
    }
    file dir, state: directory
    file made, state: directory, mode: '0755'
    copy content: 'hello\n', to: "${made}/copied", mode: '0644'
    line "${made}/lines", line: 'hello', create: true
    limit perHost: 1
    always { exec 'true', on: 'all-of-them' }
}

play('second') {
    on 'row*'
    exec 'true'
}

if (port) {
    pool('training') {
        on 'here'
        dir "${dir}"
        autostart true
    }
}
