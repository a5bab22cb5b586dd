play('reboot') {
    on 'host'
    reboot within: 5.minutes, test: ['systemctl', 'is-active', 'sysinit.target']
}
