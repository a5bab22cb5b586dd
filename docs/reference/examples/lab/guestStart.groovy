play('morning') {
    on 'kvm1'
    guestStart 'legacy-web', reserve: 256.MiB
}
