play('wait') {
    on 'host'
    wait file: '/etc/passwd', matches: '^root:', within: 30.seconds
    wait command: ['test', '-d', '/'], within: 10.seconds
}
