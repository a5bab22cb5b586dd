play('reboot') {
    on 'kvm1'
    guestReboot 'demo-app', within: 1.minute
    guestWait 'demo-app'
}
