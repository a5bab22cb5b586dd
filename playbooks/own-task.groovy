// Tasks of your own: tasks/Motd.java and tasks/Setting.groovy beside this file are the words motd and setting.
//
//     berth run playbooks/own-task.groovy -i hosts.groovy -e root=/tmp/try

variables root: '/etc'

play('own tasks') {
    on 'all'
    motd "Looked after by berth.", path: "$root/motd"
    setting 'PermitRootLogin', 'no', file: "$root/example.conf"
    setting 'Port', '22', file: "$root/example.conf"
}
