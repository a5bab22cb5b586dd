play('more memory') {
    on 'kvm1'
    guestSetMemory 'demo-web', memory: 24.MiB               // at once, up to the most that it was started with
    guestSetMemory 'demo-db', memory: 48.MiB, max: 64.MiB   // the most counts from the next boot on
}
