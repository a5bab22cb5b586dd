play('packages') {
    on 'host'
    packages 'tree', 'curl', update: 1.day
    packages 'telnet', state: absent, purge: true
}
