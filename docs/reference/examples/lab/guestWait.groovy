play('wait') {
    on 'kvm1'
    def app = guestWait('demo-app', till: ip, within: 1.minute)
    debug message: { "it is at ${app.data.address}" }
}
