play('move') {
    rawMigrate 'legacy-db', on: 'kvm1', to: 'kvm2', ports: '49300-49310'
}
